import type { Entity } from "@coachwork/reader";
import {
  type Actor,
  actsAs,
  type CommonCode,
  isArchivable,
  type Move,
  type Result,
  type ResultFields,
  type Role,
  type Scope,
  scopesThatShow,
  settablesOf,
  type ShownOnce,
  snakeCase,
  uuidOf,
} from "@coachwork/schema";
import type { Transaction } from "../database/transaction.js";
import { takenColumn } from "../database/uniqueness.js";
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
   * Only the field `id` takes an archived row: every other field chooses it for something new, unless `isChosen` says that it
   * stands there already.
   */
  async fetch<T extends object>(
    entity: Entity<T>,
    id: string,
    field: string,
    { lock = false, isChosen = false } = {},
  ): Promise<T> {
    this.#refuseUnscoped(entity, field);
    const row = await this.transaction.visible(this.actor, entity, uuidOf(entity, id), { lock });
    if (!row) return this.refuse("NOT_FOUND", field, `There is no ${entity.name} with this id.`);
    if (field !== "id" && !isChosen && isArchivable(entity)) await this.#refuseArchived(entity, row, field);
    return row;
  }

  /** Refuses a key to whose scopes nothing of this type is shown. It says so: that is no secret. */
  #refuseUnscoped(entity: Entity, field: string): void {
    const scopes = scopesThatShow(entity);
    if (this.isPerson || scopes.length === 0 || scopes.some((scope) => this.actor.grants.includes(scope))) return;
    const message = `This API key does not see what ${field} names. It needs the scope ${scopes.join(" or ")}.`;
    this.refuse("FORBIDDEN", field, message);
  }

  /** Refuses a key without this scope, for a field that does what the scope of the mutation alone does not allow. */
  needsScope(scope: Scope, field: string): void {
    if (this.isPerson || this.actor.grants.includes(scope)) return;
    this.refuse("FORBIDDEN", field, `This API key lacks the scope ${scope}, which ${field} needs. Leave it out.`);
  }

  /** Whether a person acts, and no API key. */
  get isPerson(): boolean {
    return this.actor.personId !== null;
  }

  /**
   * Refuses the choice of a row that is archived, or that is part of an archived one, as a team is of an organization. What
   * cannot be archived itself, such as an engagement, is not part of anything so: work in it goes on.
   */
  async #refuseArchived<T extends object>(entity: Entity<T>, row: T, field: string): Promise<void> {
    const { name, archivedAt } = row as Archivable;
    if (archivedAt) this.#refuseChoice(field, `${name ?? entity.name} is archived`);
    for (const { property, kind } of settablesOf(entity)) {
      const { names } = kind();
      const id = (row as Readonly<Record<string, unknown>>)[property];
      if (!names || !isArchivable(names) || id == null) continue;
      const whole = (await this.transaction.findOne<object>(names as never, { id })) as Archivable | null;
      if (whole?.archivedAt)
        this.#refuseChoice(field, `${name ?? entity.name} is part of ${whole.name ?? names.name}, which is archived`);
    }
  }

  /** Mutations that choose something archivable have this code, although their types do not say so. */
  #refuseChoice(field: string, reason: string): never {
    return this.refuse("ARCHIVED" as Code, field, `${reason}. Choose another, or restore it.`);
  }

  /**
   * Writes, and refuses if another record has a value that only one can have. `taken` has a code and a message for each such
   * field, whose unique index is named `<table>_<column>`.
   */
  async unlessTaken(
    write: () => Promise<unknown>,
    taken: Readonly<Record<string, readonly [code: Code, message: string]>>,
  ): Promise<void> {
    try {
      await write();
    } catch (error) {
      const column = takenColumn(error);
      const [field, refusal] = Object.entries(taken).find(([name]) => snakeCase(name) === column) ?? [];
      if (field === undefined) throw error;
      this.refuse(refusal![0], field, refusal![1]);
    }
  }

  /** Refuses a change that was made to another version of a record than the present one. Undefined: there is none yet. */
  refuseStale(record: { readonly version: number } | undefined, version: number | undefined): void {
    if (version === undefined || version === record?.version) return;
    const message = record
      ? `The version is now ${record.version}, not ${version}. Read the record again.`
      : "There is no record yet that could have this version. Leave version out.";
    // Mutations that take a version have this code, although their types do not say so here.
    this.refuse("CONFLICT" as Code, "version", message);
  }

  /**
   * The status that a step leads to, or a refusal if the present one does not allow it. The refusal is in the words `thing` and
   * `step`, such as "goal" and "be achieved".
   */
  statusAfter<Status extends string>(
    { from, to }: Move<Status>,
    status: Status,
    { thing, step }: { readonly thing: string; readonly step: string },
  ): Status {
    if (from.includes(status)) return to;
    const message = `The ${thing} is ${status}. Only one that is ${from.join(" or ")} can ${step}.`;
    // Mutations that take such a step have this code, although their types do not say so here.
    return this.refuse("WRONG_STATUS" as Code, "id", message);
  }

  /** Whether the actor acts with one of these roles. An API key acts as an admin of the firm, in what its scopes open. */
  holds(...roles: readonly Role[]): boolean {
    return actsAs(this.actor, roles);
  }

  /** Adds a value to the answer that is shown only once and never stored, such as a new secret. */
  showOnce(fields: ShownOnce<Fields>): void {
    Object.assign(this.shown, fields);
  }
}

interface Archivable {
  readonly name?: string;
  readonly archivedAt?: Date | null;
}

/** A refusal under construction; `field` is a path into the input, with dots. */
export interface Reason<Code extends string = string> {
  readonly code: Code;
  readonly field: string | null;
  readonly message: string;
}
