import { v4, v7 } from "uuid";

/**
 * A new id: UUIDv7, so that ids sort by creation and index pages stay together. It is made in the application, because
 * shards cannot agree on one.
 */
export function newId(): string {
  return v7();
}

/**
 * A new id that reveals no time (UUIDv4). The first 48 bits of a UUIDv7 are its creation time in milliseconds. So it is
 * unsuitable for a row whose viewers may not see its time: sessions and series (finance and sponsors see only dates),
 * ledger entries (made when a session is booked or ends), and people (finance sees only names). Never order such rows
 * by id to get the order of creation. docs/adr/0001-ids-that-tell-no-time.md says more.
 */
export function newOpaqueId(): string {
  return v4();
}
