// Projects: what a workspace works on.
import { call } from "$lib/api";
import { createProject, deleteProject, listProjects, updateProject, type Project } from "$lib/client";
import * as m from "$lib/paraglide/messages";
import { descriptionInput, made, madeBy, named, nameInput, workspace } from "./parts";
import { resource } from "./types";

export const projects = resource<Project>({
  title: m.nav_projects,
  text: m.projects_text,
  empty: m.projects_empty,
  add: m.project_new,
  name: ({ name }) => name,
  inWorkspace: true,
  columns: [named, workspace, madeBy, made],
  inputs: [nameInput, descriptionInput],
  list: (query) => call(() => listProjects({ query })),
  create: (body, reason) => call(() => createProject({ body: body as never }), reason),
  update: (id, body, reason) => call(() => updateProject({ path: { id }, body: body as never }), reason),
  remove: (id, reason) => call(() => deleteProject({ path: { id } }), reason),
  removeText: m.project_delete_text,
});
