import { v7 } from "uuid";

/** A new id: UUIDv7, so that ids sort by creation and index pages stay together. Made here, since shards cannot agree on one. */
export function newId(): string {
  return v7();
}
