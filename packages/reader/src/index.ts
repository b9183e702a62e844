export { hidden } from "./compile.js";
export { type Computed, declareComputed } from "./computed.js";
export {
  declareExpression,
  declareFilters,
  declareFirst,
  declareImplied,
  declareMany,
  declareOnly,
  declareReveals,
  declareRights,
  declareRoot,
  declareScope,
  declareVisible,
  type Entity,
  entityOfPrefix,
  type Expression,
  type Filter,
  type FilterCondition,
  type Many,
  type OwnFilter,
  type Readable,
  readableEntities,
  readableOf,
  Reads,
  redeclare,
  revealsOf,
  type Reveals,
  type Right,
  rootOf,
  type Root,
  type RowCondition,
  type Search,
  type Sees,
} from "./declare.js";
export { apiIdOf, uuidOf } from "./entity-ids.js";
export { ReadError } from "./errors.js";
export { decodeId, encodeId, prefixOf } from "./ids.js";
export { Input } from "./input.js";
export { MAX_PAGE } from "./page.js";
export type { Query } from "./plan.js";
export { type Json, type OperationAnswer, Reader, type RunQuery } from "./reader.js";
export { visibleRows } from "./rows.js";
export { presentId } from "./present-id.js";
export type { Sql } from "./sql.js";
export { alwaysSees, fieldShownBy, mayEverSee, shownBy } from "./visibility.js";
export { classOf, keyOfClass, type Viewer } from "./viewer.js";
