import {
  alwaysSees,
  entityOfPrefix,
  type Input,
  prefixOf,
  Reads,
  readableEntities,
  readableOf,
  type RowCondition,
  type Sql,
} from "@coachwork/reader";
import { Field, ID, InputType, Int, ObjectType } from "type-graphql";
import { Column, Entity, JoinColumn, ManyToOne, PrimaryColumn } from "typeorm";
import { ordersOf } from "../common/enums.js";
import { Attribute } from "../common/fields.js";
import { KeepsWhom } from "../common/names-person.js";
import { Impersonal, OfPerson } from "../common/personal.js";
import { DateTime } from "../common/scalars.js";
import { uuidOf } from "../common/uuid-of.js";
import { Person } from "../tenancy/person.js";
import { untoldEvents, usualFields } from "./event-objects.js";
import { eventOf, EventWord } from "./event-word.js";

export const AuditEntryOrder = ordersOf("AuditEntryOrder", "How audit entries can be sorted.", {
  OCCURRED: ["Earliest first.", "Latest first."],
});

/** Shows what happened to objects that a role sees in full. Of conversations it does not even show that they go on. */
function aboutWhatIsSeenBy(role: string): RowCondition {
  return (entry) => {
    const seen = [...readableEntities().values()].filter((entity) => alwaysSees(entity, usualFields(entity), [role]));
    const types = seen.flatMap((entity) => readableOf(entity).prefix ?? []);
    return `(${entry}.object_type in (${literals(types)}) and ${entry}.type not in (${literals(untoldEvents([role]))}))`;
  };
}

function literals(words: readonly string[]): string {
  return words.map((word) => `'${word}'`).join(", ");
}

/** SQL for the UUID of an API id of any type. */
function boundToAny(sql: Sql, id: Input<string>): string {
  const uuid = id.map((text) => uuidOf(entityOfPrefix(prefixOf(text)) ?? Person, text));
  return sql.bind(uuid, "uuid");
}

/** The event log, one row per event. Subscriptions, webhooks and the audit trail read it, each with its own cursor. */
@Reads({
  visible: { OWNER: aboutWhatIsSeenBy("OWNER"), ADMIN: aboutWhatIsSeenBy("ADMIN") },
  implied: { actor: true },
  expressions: {
    id: (entry) => `'event_' || lpad(to_hex(${entry}.seq), 32, '0')`,
    type: (entry) => `upper(replace(${entry}.type, '.', '_'))`,
    actorId: (entry, sql) => {
      const isKey = `exists (select from api_key k where k.firm_id = ${sql.firm} and k.id = ${entry}.actor_id)`;
      return `case when ${isKey} then 'api_key_' else 'person_' end || encode(uuid_send(${entry}.actor_id), 'hex')`;
    },
    objectId: (entry) => `${entry}.object_type || '_' || encode(uuid_send(${entry}.object_id), 'hex')`,
  },
  orders: { OCCURRED: ["occurredAt"] },
  filters: {
    types: {
      isSkewed: true,
      where: (entry, words: Input<readonly EventWord[]>, sql) => {
        const types = words.map((given) => given.map((word) => eventOf(word) ?? ""));
        return `${entry}.type = any(${sql.bind(types, "text[]")})`;
      },
    },
    actorId: { isSkewed: true, where: (entry, id: Input<string>, sql) => `${entry}.actor_id = ${boundToAny(sql, id)}` },
    objectId: {
      isSkewed: true,
      where: (entry, id: Input<string>, sql) => `${entry}.object_id = ${boundToAny(sql, id)}`,
    },
    from: {
      isSkewed: true,
      where: (entry, at: Input<Date>, sql) => `${entry}.occurred_at >= ${sql.bind(at, "timestamptz")}`,
    },
    to: {
      isSkewed: true,
      where: (entry, at: Input<Date>, sql) => `${entry}.occurred_at < ${sql.bind(at, "timestamptz")}`,
    },
  },
})
@Entity("event")
@ObjectType({ description: "What happened, who did it, when and from where." })
export class AuditEntry {
  @PrimaryColumn("uuid", { name: "firm_id" })
  firmId!: string;

  @Field(() => ID, {
    description: "The entry's id: its type and 32 hex digits. `node(id)` does not take it.",
    simple: true,
  })
  id!: string;

  @PrimaryColumn("bigint")
  @Field(() => Int, { description: "The event's number in the firm's event log.", simple: true })
  seq!: string;

  @Impersonal()
  @Column("text")
  @Field(() => EventWord, { description: "What happened.", simple: true })
  type!: EventWord;

  @Impersonal()
  @Column("jsonb")
  ids!: object;

  /** The prefix of the object's API id. */
  @Impersonal()
  @Column("text", { nullable: true })
  objectType!: string | null;

  @Column("uuid", { nullable: true })
  @Field(() => ID, { description: "The id of what it happened to, also if nothing of that is left.", simple: true })
  objectId!: string | null;

  @Column("uuid", { nullable: true })
  @Field(() => ID, {
    nullable: true,
    description: "The id of the person or the API key that did it. Null if it happened by itself.",
    simple: true,
  })
  actorId!: string | null;

  /** Who did it then. History stays with a duplicate that was merged, so that it can still be proved. */
  @KeepsWhom()
  @ManyToOne(() => Person, { createForeignKeyConstraints: false })
  @JoinColumn([
    { name: "firm_id", referencedColumnName: "firmId" },
    { name: "actor_id", referencedColumnName: "id" },
  ])
  @Field(() => Person, {
    nullable: true,
    description:
      "The person who did it. Null if an API key did, if it happened by itself, or if the person was merged into another: `actorId` then leads to that one.",
    simple: true,
  })
  actor?: Person | null;

  @OfPerson("actorId")
  @Attribute("text", "The IP address from which they did it. Null if it is not known, or if it happened by itself.", {
    nullable: true,
  })
  clientAddress!: string | null;

  /** By it the log is partitioned. */
  @PrimaryColumn("timestamptz")
  @Field(() => DateTime, { description: "When it happened.", simple: true })
  occurredAt!: Date;
}

@InputType({ description: "Which audit entries a list has. An entry must match every field that is given." })
export class AuditEntryFilter {
  @Field(() => [EventWord], { nullable: true, description: "What happened: one of these." })
  types?: EventWord[];

  @Field(() => ID, { nullable: true, description: "Who did it: a person or an API key." })
  actorId?: string;

  @Field(() => ID, { nullable: true, description: "What it happened to." })
  objectId?: string;

  @Field(() => DateTime, { nullable: true, description: "At this instant or later." })
  from?: Date;

  @Field(() => DateTime, { nullable: true, description: "Before this instant." })
  to?: Date;
}
