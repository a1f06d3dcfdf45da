// A file of its own because the page's policy allows no inline script. No validator: it is another host's.
SwaggerUIBundle({
  url: "/api/v1/docs/openapi.json",
  dom_id: "#swagger-ui",
  deepLinking: true,
  docExpansion: "list",
  validatorUrl: null,
});
