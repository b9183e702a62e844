import { type Entity, type Viewer, visibleRows } from "@coachwork/reader";
import { discreetFieldsOf, granteeOf, type NewEvent, objectOf, respell, searchableOf, spell } from "@coachwork/schema";
import type { DataSource, EntityManager, FindOptionsWhere, InsertQueryBuilder, QueryDeepPartialEntity } from "typeorm";
import type { Connection } from "./connection.js";
import { setPerson, type TenantScope } from "./scope.js";
import { Touched } from "./touched.js";

type Row<T> = { [K in keyof T]?: unknown };

/** One transaction of one tenant. Its methods add the firm to every row and every condition. */
export class Transaction {
  readonly #events: NewEvent[] = [];
  readonly #grantees = new Set<string>();
  readonly #endings: (() => Promise<unknown>)[] = [];
  readonly #touched = new Touched();
  #stamp: { actorId: string | null; occurredAt: Date; clientAddress: string | null } | undefined;
  #number: string | undefined;

  private constructor(
    private readonly source: DataSource,
    private readonly manager: EntityManager,
    private readonly connection: Connection,
    readonly scope: TenantScope,
  ) {}

  /** TypeORM writes its SQL on our connection. It does not begin, end or release anything. */
  static on(source: DataSource, connection: Connection, scope: TenantScope): Transaction {
    const runner = Object.assign(source.createQueryRunner(), {
      databaseConnection: { query: (text: string, values: unknown[] = []) => connection.askPrepared(text, values) },
      isTransactionActive: true,
    });
    return new Transaction(source, runner.manager, connection, scope);
  }

  /**
   * Sent before this returns, like everything that does not return an entity's rows. Later statements come after it.
   */
  async insert<T extends object>(entity: Entity<T>, rows: Row<T> | readonly Row<T>[]): Promise<void> {
    const all: readonly Row<T>[] = Array.isArray(rows) ? rows : [rows];
    if (all.length === 0) return;
    const searchable = searchableOf(entity);
    await Promise.all([
      this.connection.askPrepared(...this.#insertion(entity, all).getQueryAndParameters()),
      searchable && spell(this.#runOnce, this.scope.firmId, searchable, all as unknown as readonly { id: string }[]),
    ]);
  }

  /**
   * Inserts one row, unless a unique or exclusion constraint prevents it; then it returns false. Waits for a concurrent
   * transaction that might take the place.
   */
  async insertUnlessTaken<T extends object>(entity: Entity<T>, row: Row<T>): Promise<boolean> {
    const insertion = this.#insertion(entity, [row]).orIgnore();
    const { rowCount } = await this.connection.askPrepared(...insertion.getQueryAndParameters());
    return rowCount === 1;
  }

  /** The number of changed rows. */
  async update<T extends object>(entity: Entity<T>, where: FindOptionsWhere<T>, changes: Row<T>): Promise<number> {
    this.#touched.changed(entity, where);
    const told = isDiscreet(entity, changes) ? this.#asBefore(entity) : this.#stampOf(entity);
    const all = { ...changes, ...told } as QueryDeepPartialEntity<T>;
    const result = await this.manager.update(entity, this.#ofFirm(where), all);
    if (Object.keys(searchableOf(entity)?.fields ?? {}).some((field) => field in changes)) {
      const changed = (await this.find(entity, where)) as unknown as readonly { id: string }[];
      await this.respell(
        entity,
        changed.map(({ id }) => id),
      );
    }
    return result.affected ?? 0;
  }

  async delete<T extends object>(entity: Entity<T>, where: FindOptionsWhere<T>): Promise<void> {
    this.#touched.changed(entity, where);
    await this.manager.delete(entity, this.#ofFirm(where));
  }

  /**
   * Marks records as changed because a statement of one's own changed what belongs to them. `insert`, `update` and `delete`
   * do it by themselves.
   */
  touch<T extends object>(entity: Entity<T>, ids: readonly string[]): void {
    this.#touched.add(entity, ids);
  }

  /**
   * Writes anew by which words records are found, because a statement of one's own changed those. `insert` and `update` do it
   * by themselves.
   */
  async respell<T extends object>(entity: Entity<T>, ids: readonly string[]): Promise<void> {
    await respell(this.#runOnce, this.scope.firmId, searchableOf(entity)!, ids);
  }

  /** When the records that it changes change: the command's time. Statements of one's own write it to `updated_at`. */
  get changedAt(): Date {
    if (!this.#stamp) throw new Error("A transaction that changes records needs a time: call stamp().");
    return this.#stamp.occurredAt;
  }

  /** Rows of the firm regardless of who may see them. Use them for decisions, never for answers. */
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

  /** Like `visible`, for several rows. `seeing` leaves out those of which the viewer cannot see these fields. */
  async visibleAll<T extends object>(
    viewer: Viewer,
    entity: Entity<T>,
    ids: readonly string[],
    options: { readonly lock?: boolean; readonly seeing?: readonly (keyof T & string)[] } = {},
  ): Promise<T[]> {
    const { text, values } = visibleRows(this.source, viewer, entity, ids, options);
    return this.query<T>(text, values);
  }

  /**
   * A custom statement. It must contain `firm_id = $n` for each table. One that changes records writes `changedAt` to their
   * `updated_at`, and counts up their `version` if they have one.
   */
  async query<Answer extends object>(text: string, values: readonly unknown[] = []): Promise<Answer[]> {
    const { rows } = await this.connection.askPrepared<Answer>(text, values);
    return rows;
  }

  /**
   * Does something with a person's private rows, which the database hides from everybody else. For commands that remove or move
   * what people wrote, and never for answers.
   */
  async asPerson<T>(personId: string, work: () => Promise<T>): Promise<T> {
    await this.connection.ask(setPerson(personId));
    const done = await work();
    await this.connection.ask(setPerson(this.scope.personId));
    return done;
  }

  /** Records the time for the events of this transaction, who acts, and from which address. */
  stamp(actorId: string | null, at: number, clientAddress = ""): void {
    this.#stamp = { actorId, occurredAt: new Date(at), clientAddress: clientAddress || null };
  }

  /** Records an event. It is numbered and written at the end of the transaction, and commits with it. */
  tell(event: NewEvent): void {
    this.#events.push(event);
  }

  /** PostgreSQL's number for the transaction, once it has event numbers. */
  get number(): string | undefined {
    return this.#number;
  }

  /** The events recorded so far. */
  get events(): readonly NewEvent[] {
    return this.#events;
  }

  /** The people whom rows that it wrote may have given something that they hold. */
  get grantees(): ReadonlySet<string> {
    return this.#grantees;
  }

  /** Adds a write at the end of the transaction. `write` must send everything before it returns. */
  beforeCommit(write: () => Promise<unknown>): void {
    this.#endings.push(write);
  }

  /**
   * Performs the writes at the end, and takes the firm's next numbers for the events. This locks the counter's row
   * until the commit, so that numbers have no gaps and follow commit order. The whole firm waits for the holder, so
   * `logEvents` and the commit must follow at once. Returns the first number, or undefined if there are no events.
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
    const written = [...this.#writeTouched(), ...this.#endings.map((write) => write())];
    const [first] = await Promise.all([numbers(), ...written]);
    return first;
  }

  /**
   * Writes the events, numbered from the first. Sent before this returns, so the commit can follow in the same packet.
   */
  async logEvents(first: number): Promise<void> {
    if (!this.#stamp) throw new Error("A transaction with events needs an actor: call stamp().");
    const { actorId, occurredAt, clientAddress } = this.#stamp;
    const rows = this.#events.map((event, index) => {
      const { object_type: objectType, object_id: objectId } = objectOf(event);
      return [first + index, event.type, JSON.stringify(event.ids), objectType, objectId];
    });
    const parameters = (row: number) => rows[row]!.map((_, column) => `$${5 + row * rows[row]!.length + column}`);
    const tuples = rows.map((_, row) => `($1, $2, $3, $4, ${parameters(row).join(", ")})`);
    await this.query(
      `insert into event (firm_id, actor_id, occurred_at, client_address, seq, type, ids, object_type, object_id)
       values ${tuples.join(", ")}`,
      [this.scope.firmId, actorId, occurredAt, clientAddress, ...rows.flat()],
    );
  }

  /** Sends a statement that the connection need not keep. */
  readonly #runOnce = async (text: string, values: readonly unknown[]): Promise<object[]> => {
    const { rows } = await this.connection.ask<object>({ text, values: [...values] });
    return rows;
  };

  #insertion<T extends object>(entity: Entity<T>, rows: readonly Row<T>[]): InsertQueryBuilder<T> {
    const own = { ...this.#stampOf(entity), firmId: this.scope.firmId };
    const all = rows.map((row) => ({ ...row, ...own })) as QueryDeepPartialEntity<T>[];
    for (const row of rows) this.#touched.changed(entity, row);
    const grantee = granteeOf(entity) as keyof T | undefined;
    if (grantee) for (const row of rows) this.#grantees.add(row[grantee] as string);
    return this.manager.createQueryBuilder().insert().into(entity).values(all).updateEntity(false);
  }

  #stampOf(entity: Entity): { readonly updatedAt?: Date } {
    return isStamped(this.source, entity) ? { updatedAt: this.changedAt } : {};
  }

  /** TypeORM counts up the version with every update that does not set it. */
  #asBefore(entity: Entity): { readonly version?: () => string } {
    return this.source.getMetadata(entity).versionColumn ? { version: () => "version" } : {};
  }

  #writeTouched(): Promise<unknown>[] {
    return this.#touched.records.map(({ entity, ids }) => {
      const { tableName } = this.source.getMetadata(entity);
      const text = `update ${tableName} set updated_at = $2 where firm_id = $1::uuid and id = any($3::uuid[])`;
      return this.query(text, [this.scope.firmId, this.changedAt, ids]);
    });
  }

  #ofFirm<T>(where: FindOptionsWhere<T>): FindOptionsWhere<T> {
    return { ...where, firmId: this.scope.firmId };
  }
}

function isDiscreet(entity: Entity, changes: object): boolean {
  const discreet = discreetFieldsOf(entity);
  const fields = Object.keys(changes);
  return fields.length > 0 && fields.every((field) => discreet.has(field));
}

function isStamped(source: DataSource, entity: Entity): boolean {
  return source.getMetadata(entity).findColumnWithPropertyName("updatedAt") !== undefined;
}
