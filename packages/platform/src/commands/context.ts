import type { Entity } from "@coachwork/reader";
import {
  type Actor,
  type CommonCode,
  type Result,
  type ResultFields,
  type Role,
  type ShownOnce,
  uuidOf,
} from "@coachwork/schema";
import type { Transaction } from "../database/transaction.js";
import { Refused } from "./refused.js";

/** What a command works with. */
export class CommandContext<Code extends string, Fields extends ResultFields = ResultFields> {
  readonly shown: Record<string, unknown> = {};

  constructor(
    readonly transaction: Transaction,
    readonly actor: Actor,
    /** Epoch milliseconds. */
    readonly now: number,
  ) {}

  /**
   * Ends the command and rolls it back. `field` is a path into the input, such as `startsAt` or `windows.0.weekday`.
   * `report` is added to the payload.
   */
  refuse(code: Code | CommonCode, field: string | null, message: string, report?: Result): never {
    return this.refuseAll([{ code, field, message }], report);
  }

  /** Like `refuse`, for several reasons at once. */
  refuseAll(reasons: readonly Reason<Code | CommonCode>[], report?: Result): never {
    const refusals = reasons.map(({ code, field, message }) => {
      return { code, field: field === null ? null : ["input", ...field.split(".")], message };
    });
    throw new Refused(refusals, report);
  }

  /**
   * The row with this API id, or a refusal. The refusal is the same for a hidden row and for one that never existed.
   */
  async fetch<T extends object>(entity: Entity<T>, id: string, field: string, { lock = false } = {}): Promise<T> {
    const row = await this.transaction.visible(this.actor, entity, uuidOf(entity, id), { lock });
    return row ?? this.refuse("NOT_FOUND", field, `There is no ${entity.name} with this id.`);
  }

  holds(...roles: readonly Role[]): boolean {
    return roles.some((role) => this.actor.grants.includes(role));
  }

  /** Adds a value to the answer that is shown only once and never stored, such as a new secret. */
  showOnce(fields: ShownOnce<Fields>): void {
    Object.assign(this.shown, fields);
  }
}

/** A refusal under construction; `field` is a path into the input, with dots. */
export interface Reason<Code extends string = string> {
  readonly code: Code;
  readonly field: string | null;
  readonly message: string;
}
