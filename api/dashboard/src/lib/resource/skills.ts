// Skills: what the agents of a workspace know how to do.
import { call } from "$lib/api";
import { createSkill, deleteSkill, listSkills, updateSkill, type Skill } from "$lib/client";
import * as m from "$lib/paraglide/messages";
import { descriptionInput, enabled, enabledInput, named, nameInput, updated, workspace } from "./parts";
import { resource } from "./types";

export const skills = resource<Skill>({
  title: m.nav_skills,
  text: m.skills_text,
  empty: m.skills_empty,
  add: m.skill_new,
  name: ({ name }) => name,
  inWorkspace: true,
  columns: [named, workspace, enabled, updated],
  inputs: [nameInput, descriptionInput, { name: "instructions", label: m.instructions, as: "area", required: true }, enabledInput],
  list: (query) => call(() => listSkills({ query })),
  create: (body, reason) => call(() => createSkill({ body: body as never }), reason),
  update: (id, body, reason) => call(() => updateSkill({ path: { id }, body: body as never }), reason),
  remove: (id, reason) => call(() => deleteSkill({ path: { id } }), reason),
});
