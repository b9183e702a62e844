import { type Entity, type Viewer, visibleRows } from "@coachwork/reader";
import type { NewEvent } from "@coachwork/schema";
import type { DataSource, EntityManager, FindOptionsWhere, InsertQueryBuilder, QueryDeepPartialEntity } from "typeorm";
import type { Connection } from "./connection.js";
import type { TenantScope } from "./scope.js";

type Row<T> = { [K in keyof T]?: unknown };

/** One transaction of one tenant. Its methods add the firm to every row and every condition. */
export class Transaction {
  readonly #events: NewEvent[] = [];
  readonly #endings: (() => Promise<unknown>)[] = [];
  #stamp: { actorId: string | null; occurredAt: Date } | undefined;
  #number: string | undefined;

  private constructor(
    private readonly source: DataSource,
    private readonly manager: EntityManager,
    private readonly connection: Connection,
    readonly scope: TenantScope,
  ) {}

  /** TypeORM writes its SQL on our connection; it neither begins, ends nor releases anything. */
  static on(source: DataSource, connection: Connection, scope: TenantScope): Transaction {
    const runner = Object.assign(source.createQueryRunner(), {
      databaseConnection: { query: (text: string, values: unknown[] = []) => connection.askAgain(text, values) },
      isTransactionActive: true,
    });
    return new Transaction(source, runner.manager, connection, scope);
  }

  /** Sent before this returns, as everything whose answer is not rows of an entity: what is asked next comes after it. */
  async insert<T extends object>(entity: Entity<T>, rows: Row<T> | readonly Row<T>[]): Promise<void> {
    const all: readonly Row<T>[] = Array.isArray(rows) ? rows : [rows];
    if (all.length > 0) await this.connection.askAgain(...this.#insertion(entity, all).getQueryAndParameters());
  }

  /**
   * Inserts one row unless a unique or exclusion constraint stands against it. False: it does. Waits for a concurrent
   * transaction that might take the place.
   */
  async insertUnlessTaken<T extends object>(entity: Entity<T>, row: Row<T>): Promise<boolean> {
    const insertion = this.#insertion(entity, [row]).orIgnore();
    const { rowCount } = await this.connection.askAgain(...insertion.getQueryAndParameters());
    return rowCount === 1;
  }

  /** How many rows were changed. */
  async update<T extends object>(entity: Entity<T>, where: FindOptionsWhere<T>, changes: Row<T>): Promise<number> {
    const result = await this.manager.update(entity, this.#ofFirm(where), changes as QueryDeepPartialEntity<T>);
    return result.affected ?? 0;
  }

  async delete<T extends object>(entity: Entity<T>, where: FindOptionsWhere<T>): Promise<void> {
    await this.manager.delete(entity, this.#ofFirm(where));
  }

  /** Rows of the firm, whoever may see them: for what a service must know to judge, never for what it answers. */
  async find<T extends object>(entity: Entity<T>, where: FindOptionsWhere<T>): Promise<T[]> {
    return this.manager.findBy(entity, this.#ofFirm(where));
  }

  async findOne<T extends object>(entity: Entity<T>, where: FindOptionsWhere<T>): Promise<T | null> {
    return this.manager.findOneBy(entity, this.#ofFirm(where));
  }

  /** The row with this UUID, if the viewer sees it. `lock` makes others wait for the end of the transaction. */
  async visible<T extends object>(
    viewer: Viewer,
    entity: Entity<T>,
    id: string,
    { lock = false } = {},
  ): Promise<T | null> {
    const [row] = await this.visibleAll(viewer, entity, [id], { lock });
    return row ?? null;
  }

  /** As `visible`, for several. `seeing` leaves out those of which the viewer does not see these fields. */
  async visibleAll<T extends object>(
    viewer: Viewer,
    entity: Entity<T>,
    ids: readonly string[],
    options: { readonly lock?: boolean; readonly seeing?: readonly (keyof T & string)[] } = {},
  ): Promise<T[]> {
    const { text, values } = visibleRows(this.source, viewer, entity, ids, options);
    return this.query<T>(text, values);
  }

  /** A statement of one's own. It must name `firm_id = $n` for each table. */
  async query<Answer extends object>(text: string, values: readonly unknown[] = []): Promise<Answer[]> {
    const { rows } = await this.connection.askAgain<Answer>(text, values);
    return rows;
  }

  /** Notes who acts and when, for the events of this transaction. */
  stamp(actorId: string | null, at: number): void {
    this.#stamp = { actorId, occurredAt: new Date(at) };
  }

  /** Says what happened. It is written, numbered, at the end of the transaction and with it. */
  tell(event: NewEvent): void {
    this.#events.push(event);
  }

  /** PostgreSQL's number of the transaction, once it has taken numbers for its events. */
  get number(): string | undefined {
    return this.#number;
  }

  /** What was told so far. */
  get events(): readonly NewEvent[] {
    return this.#events;
  }

  /** Has something written at the end of the transaction: `write` sends all it has to before it returns. */
  beforeCommit(write: () => Promise<unknown>): void {
    this.#endings.push(write);
  }

  /**
   * Writes what is to be written at the end, and takes the firm's next numbers for the events. The counter's row is locked
   * here, last of all, and until the commit, so that numbers are dense and in commit order: the whole firm waits for whoever
   * holds it, so `logEvents` and the commit must follow at once. Gives the first number; undefined where there are no events.
   */
  async finish(): Promise<number | undefined> {
    const numbers = async () => {
      if (this.#events.length === 0) return undefined;
      const [counter] = await this.query<{ last: number; number: string }>(
        `update firm_counter set last_seq = last_seq + $2 where firm_id = $1::uuid
         returning last_seq::float8 as last, pg_current_xact_id()::text as number`,
        [this.scope.firmId, this.#events.length],
      );
      if (!counter) throw new Error("The firm has no event counter.");
      this.#number = counter.number;
      return counter.last - this.#events.length + 1;
    };
    const written = this.#endings.map((write) => write());
    const [first] = await Promise.all([numbers(), ...written]);
    return first;
  }

  /** Writes the events, numbered from the first. Sent before this returns: the commit can follow in the same packet. */
  async logEvents(first: number): Promise<void> {
    if (!this.#stamp) throw new Error("A transaction that tells events must say who acts: call stamp().");
    const { actorId, occurredAt } = this.#stamp;
    const rows = this.#events.map((event, index) => [first + index, event.type, JSON.stringify(event.ids)]);
    const tuples = rows.map((_, index) => `($1, $${4 + index * 3}, $${5 + index * 3}, $${6 + index * 3}, $2, $3)`);
    await this.query(`insert into event (firm_id, seq, type, ids, actor_id, occurred_at) values ${tuples.join(", ")}`, [
      this.scope.firmId,
      actorId,
      occurredAt,
      ...rows.flat(),
    ]);
  }

  #insertion<T extends object>(entity: Entity<T>, rows: readonly Row<T>[]): InsertQueryBuilder<T> {
    const all = rows.map((row) => ({ ...row, firmId: this.scope.firmId })) as QueryDeepPartialEntity<T>[];
    return this.manager.createQueryBuilder().insert().into(entity).values(all).updateEntity(false);
  }

  #ofFirm<T>(where: FindOptionsWhere<T>): FindOptionsWhere<T> {
    return { ...where, firmId: this.scope.firmId };
  }
}
