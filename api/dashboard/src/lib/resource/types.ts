// What is said of a kind of thing, so that one page lists, makes, changes and removes all of them.
import type { Page } from "$lib/api";
import type { Agent, Member, Workspace } from "$lib/client";

/** What a form chooses from. */
export type Given = { workspaces: Workspace[]; agents: Agent[]; members: Member[] };

export type Column<T> = {
  title: () => string;
  text: (row: T, given: Given) => string | null;
  /** Below it, smaller. */
  sub?: (row: T, given: Given) => string | null;
  as?: "strong" | "code" | "when" | "badge";
  kind?: (row: T) => "plain" | "good" | "warn" | "bad";
};

export type Input<T> = {
  name: string;
  label: () => string;
  hint?: () => string;
  as?: "area" | "secret" | "choice" | "check" | "number" | "many";
  required?: boolean;
  most?: number;
  choices?: (given: Given) => [string, string][];
  /** Asked for in one of the two forms only. */
  only?: "create" | "change";
  /** What is in the form at first: of a row to change, or for a new one. */
  from?: (row: T | null) => string | boolean | string[];
};

export type Values = Record<string, unknown>;
export type Query = { cursor?: string; limit: number; workspaceId?: string; q?: string };

export type Resource<T extends { id: string }> = {
  title: () => string;
  /** What it is for. */
  text: () => string;
  empty: () => string;
  /** The button that makes one, and the heading of its form. */
  add?: () => string;
  name: (row: T) => string;
  /** In a workspace: chosen when made, and to filter by. */
  inWorkspace?: boolean;
  /** The API looks for words in what isn't loaded. */
  searched?: boolean;
  columns: Column<T>[];
  inputs: Input<T>[];
  list: (query: Query) => Promise<Page<T>>;
  create?: (values: Values, reason: string) => Promise<unknown>;
  update?: (id: string, values: Values, reason: string) => Promise<unknown>;
  remove?: (id: string, reason: string) => Promise<unknown>;
  /** What goes with it. */
  removeText?: () => string;
  /** The word for it, where it isn't deleting. */
  removeItem?: () => string;
  /** Only for those who run the org; others see it. */
  byOwners?: boolean;
  /** Asked for again while it is looked at, every so many seconds. */
  every?: number;
};

/** Said with its type, so that its columns know their rows. */
export const resource = <T extends { id: string }>(of: Resource<T>) => of;
