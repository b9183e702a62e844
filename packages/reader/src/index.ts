export { ROW_ID, ROW_TYPE } from "./compile.js";
export { MAX_PAGE } from "./connection.js";
export {
  declareExpression,
  declareMany,
  declareScope,
  declareVisible,
  type Entity,
  type Filter,
  type Many,
  type Readable,
  readableEntities,
  readableOf,
  Reads,
  redeclare,
  type RowCondition,
} from "./declare.js";
export { ReadError } from "./errors.js";
export { decodeId, encodeId, prefixOf } from "./ids.js";
export { type Json, Reader, type RunStatement } from "./reader.js";
export { prefixOfEntity, visibleRows } from "./rows.js";
export type { Sql } from "./sql.js";
export type { Viewer } from "./viewer.js";
