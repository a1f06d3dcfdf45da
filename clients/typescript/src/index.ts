// What the package gives: the client, its errors, lists as iterators, and every operation and type of the API.
export { createAlmond, type Almond, type AlmondOptions } from "./client.js";
export { AlmondError } from "./error.js";
export { items, type ItemOf } from "./items.js";
export type { StepUpNeeded } from "./exchange.js";
export * from "./generated/index.js";
