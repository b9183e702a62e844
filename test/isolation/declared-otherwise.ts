import { type Entity, type Readable, Reader, readableOf, redeclare } from "@coachwork/reader";
import type { Inside } from "./inside.js";

/** Does something while a type is declared otherwise. */
export async function declaredAs<T>(type: Entity, declaration: Readable, work: () => Promise<T>): Promise<T> {
  const original = readableOf(type);
  redeclare(type, declaration);
  try {
    return await work();
  } finally {
    redeclare(type, original);
  }
}

/**
 * Asks as types are declared now. A reader keeps what it has compiled, because declarations change in these tests alone:
 * so this one is new.
 */
export function asDeclared(inside: Inside): Pick<Inside, "ask"> {
  const reader = new Reader(inside.database.source, inside.database.readText);
  return { ask: (actor, query, variables) => inside.ask(actor, query, variables, { reader }) };
}
