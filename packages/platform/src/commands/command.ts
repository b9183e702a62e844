import type { Entity } from "@coachwork/reader";
import { type CodeOf, idOf, type RefusalCodes, type Role } from "@coachwork/schema";
import type { Actor } from "../actor.js";
import type { Transaction } from "../database/transaction.js";
import { Refused } from "./refused.js";

/** JSON: what a mutation answers is kept under its idempotency key. */
export type Result = { readonly [field: string]: unknown };

/** A rule of the domain that changes something: a mutation's whole body, in one transaction. */
export interface Command<Input, Codes extends RefusalCodes<string> = RefusalCodes<string>, R extends Result = Result> {
  readonly codes: Codes;
  /** Roles that may try; others are refused before anything is read. Rules about single rows belong into `run`. */
  readonly roles: readonly Role[];
  run(context: CommandContext<CodeOf<Codes>>, input: Input): Promise<R>;
}

/** Types a command's parts by its codes. */
export function command<Input, Codes extends RefusalCodes<string>, R extends Result>(
  definition: Command<Input, Codes, R>,
): Command<Input, Codes, R> {
  return definition;
}

/** What a command acts with. */
export class CommandContext<Code extends string> {
  readonly shown: Record<string, unknown> = {};

  constructor(
    readonly transaction: Transaction,
    readonly actor: Actor,
    /** Epoch milliseconds. */
    readonly now: number,
  ) {}

  /** Ends the command: nothing of it is kept. `field` is a path into the input, `startsAt` or `windows.0.weekday`. */
  refuse(code: Code | CommonRefusal, field: string | null, message: string): never {
    throw new Refused([{ code, field: field === null ? null : ["input", ...field.split(".")], message }]);
  }

  /** The row with this id at the API, or a refusal that is the same for what is hidden and for what never was. */
  async fetch<T extends object>(entity: Entity<T>, id: string, field: string, { lock = false } = {}): Promise<T> {
    const row = await this.transaction.visible(this.actor, entity, idOf(entity, id), { lock });
    return row ?? this.refuse("NOT_FOUND", field, `There is no ${entity.name} with the id ${id}.`);
  }

  holds(...roles: readonly Role[]): boolean {
    return roles.some((role) => this.actor.grants.includes(role));
  }

  /** Adds to the answer what is shown this once and never kept, such as a new secret. */
  showOnce(fields: Record<string, unknown>): void {
    Object.assign(this.shown, fields);
  }
}

type CommonRefusal = "REQUIRED" | "INVALID" | "NOT_FOUND" | "FORBIDDEN" | "IDEMPOTENCY_KEY_REUSED";
