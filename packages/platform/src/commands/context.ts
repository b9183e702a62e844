import type { Entity } from "@coachwork/reader";
import {
  type Actor,
  type CommonCode,
  isArchivable,
  type Result,
  type ResultFields,
  type Role,
  settablesOf,
  type ShownOnce,
  uuidOf,
} from "@coachwork/schema";
import type { Transaction } from "../database/transaction.js";
import { Refused } from "./refused.js";

/** What a command acts with. */
export class CommandContext<Code extends string, Fields extends ResultFields = ResultFields> {
  readonly shown: Record<string, unknown> = {};

  constructor(
    readonly transaction: Transaction,
    readonly actor: Actor,
    /** Epoch milliseconds. */
    readonly now: number,
  ) {}

  /**
   * Ends the command: nothing of it is kept. `field` is a path into the input, `startsAt` or `windows.0.weekday`. `report`
   * is what the payload says besides.
   */
  refuse(code: Code | CommonCode, field: string | null, message: string, report?: Result): never {
    return this.refuseAll([{ code, field, message }], report);
  }

  /** As `refuse`, for several reasons at once. */
  refuseAll(reasons: readonly Reason<Code | CommonCode>[], report?: Result): never {
    const refusals = reasons.map(({ code, field, message }) => {
      return { code, field: field === null ? null : ["input", ...field.split(".")], message };
    });
    throw new Refused(refusals, report);
  }

  /**
   * The row with this id at the API, or a refusal that is the same for what is hidden and for what never was. What is
   * archived is found by the field `id` alone, to be looked at or restored: nothing else can choose it.
   */
  async fetch<T extends object>(entity: Entity<T>, id: string, field: string, { lock = false } = {}): Promise<T> {
    const row = await this.transaction.visible(this.actor, entity, uuidOf(entity, id), { lock });
    if (!row) return this.refuse("NOT_FOUND", field, `There is no ${entity.name} with this id.`);
    if (field !== "id") await this.#refuseArchived(entity, row, field);
    return row;
  }

  /** Refuses a choice that is archived, or part of what is. */
  async #refuseArchived<T extends object>(entity: Entity<T>, row: T, field: string): Promise<void> {
    const { name, archivedAt } = row as Archivable;
    if (archivedAt) throw notToChoose(field, `${name ?? entity.name} is archived`);
    for (const { property, kind } of settablesOf(entity)) {
      const { names } = kind();
      const id = (row as Readonly<Record<string, unknown>>)[property];
      if (!names || !isArchivable(names) || id == null) continue;
      const whole = (await this.transaction.findOne<object>(names as never, { id })) as Archivable | null;
      if (whole?.archivedAt)
        throw notToChoose(field, `${name ?? entity.name} is part of ${whole.name ?? names.name}, which is archived`);
    }
  }

  holds(...roles: readonly Role[]): boolean {
    return roles.some((role) => this.actor.grants.includes(role));
  }

  /** Adds to the answer what is shown this once and never kept, such as a new secret. */
  showOnce(fields: ShownOnce<Fields>): void {
    Object.assign(this.shown, fields);
  }
}

interface Archivable {
  readonly name?: string;
  readonly archivedAt?: Date | null;
}

function notToChoose(field: string, reason: string): Refused {
  return new Refused([
    { code: "ARCHIVED", field: ["input", ...field.split(".")], message: `${reason}: choose another, or restore it.` },
  ]);
}

/** A refusal in the making; `field` is a path into the input, with dots. */
export interface Reason<Code extends string = string> {
  readonly code: Code;
  readonly field: string | null;
  readonly message: string;
}
