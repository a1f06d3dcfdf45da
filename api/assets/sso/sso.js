// The page that shows a key: copies it, and takes what came back from the provider out of the address bar.
"use strict";

history.replaceState(null, "", location.pathname);

const copy = document.getElementById("copy");
const copied = document.getElementById("copied");
copy.hidden = !navigator.clipboard;
copy.addEventListener("click", async () => {
  try {
    await navigator.clipboard.writeText(document.getElementById("key").textContent);
    copied.textContent = "Copied.";
  } catch {
    copied.textContent = "The browser would not copy it. Select the key and copy it yourself.";
  }
});
