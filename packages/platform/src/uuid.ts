import { v4, v7 } from "uuid";

/** A new id: UUIDv7, so that ids sort by creation and index pages stay together. Made here, since shards cannot agree on one. */
export function newId(): string {
  return v7();
}

/**
 * A new id that tells no time (UUIDv4). The first 48 bits of a UUIDv7 are the millisecond in which it was made, so a row
 * whose time is hidden from somebody who sees the row must not have one: sessions and series (finance and sponsors see their
 * dates alone), entries of the ledger (made when a session is booked or ends), and people (finance sees names). Such rows
 * are never ordered by id where the order of creation is meant. docs/adr/0001-ids-that-tell-no-time.md says more.
 */
export function newOpaqueId(): string {
  return v4();
}
