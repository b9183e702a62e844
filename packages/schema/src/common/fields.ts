import { type Entity } from "@coachwork/reader";
import { Field, Float, Int } from "type-graphql";
import { Column, JoinColumn, ManyToOne, VersionColumn } from "typeorm";
import type { Kind } from "./kind.js";
import { idOf } from "./kinds.js";
import { snakeCase } from "./naming.js";
import { Impersonal } from "./personal.js";
import { CalendarDate, DateTime } from "./scalars.js";
import { declareSettable } from "./settable.js";

/** The GraphQL type for each column type. */
const scalars = {
  text: () => String,
  integer: () => Int,
  "double precision": () => Float,
  boolean: () => Boolean,
  date: () => CalendarDate,
  timestamptz: () => DateTime,
} as const;

type Type = () => object;

interface AttributeOptions {
  /** The value may be missing, or hidden from some viewers. */
  readonly nullable?: boolean;
  /** Whether the column may be null. Defaults to `nullable`. */
  readonly optional?: boolean;
  /** The GraphQL type, if it is not the column type's own: an enum or a scalar. */
  readonly as?: Type;
  /** The kind of value that `creates` and `updates` take. */
  readonly settable?: Kind<unknown>;
  /** Whether it is set at creation only. */
  readonly fixed?: boolean;
  /** The value of a new record if none is given. */
  readonly usual?: unknown;
  /**
   * The message of the refusal if another record has the same value. The unique index must be named `<table>_<column>`. The
   * code follows from the field: NAME_TAKEN.
   */
  readonly taken?: string;
}

/** A column that is also a GraphQL field. */
export function Attribute(
  column: keyof typeof scalars,
  description: string,
  { nullable = false, optional = nullable, as = scalars[column], settable, ...rules }: AttributeOptions = {},
): PropertyDecorator {
  return (prototype, property) => {
    // The types that take no options of their own share a signature.
    Column(column as "text", { nullable: optional })(prototype, property);
    // A word of a closed set or the name of a time zone.
    if (column === "text" && as !== scalars.text) Impersonal()(prototype, property);
    Field(as as () => typeof String, { description, nullable, simple: true })(prototype, property);
    if (settable) {
      const name = String(property);
      declareSettable(prototype.constructor, { property: name, kind: () => settable, description, ...rules });
    }
  };
}

/**
 * Counts the changes of a record, so that nobody overwrites a change that they have not seen. `hidden` says for whom it is
 * null.
 */
export function Version(hidden = ""): PropertyDecorator {
  return (prototype, property) => {
    VersionColumn({ type: "integer" })(prototype, property);
    const description = `Counts the changes, starting at 1. Give it with an update to be refused if the record has changed since.${hidden && ` ${hidden}`}`;
    Field(() => Int, { description, nullable: hidden !== "", simple: true })(prototype, property);
  };
}

/**
 * When a record was last changed. Every record that can change has it. The transactions of the platform write it. `hidden`
 * says for whom it is null.
 */
export function UpdatedAt(hidden = ""): PropertyDecorator {
  return (prototype, property) => {
    Column("timestamptz")(prototype, property);
    const description = `When it, or what belongs to it, was last changed.${hidden && ` ${hidden}`}`;
    Field(() => DateTime, { description, nullable: hidden !== "", simple: true })(prototype, property);
  };
}

interface BelongsToOptions {
  /** Whether the target always exists and is implied. */
  readonly required?: boolean;
  /** Whether `creates` and `updates` take its id. */
  readonly settable?: boolean;
  /** Whether it is set at creation only. */
  readonly fixed?: boolean;
}

/**
 * A to-one relation that is also a GraphQL field. The foreign key is composite: `(firm_id, <property>_id)`. The id
 * column is a property of its own. The field is nullable because a viewer may see the row without its target.
 * `required` says that the target always exists and is visible with the row.
 */
export function BelongsTo(
  target: () => Entity,
  description: string,
  { required = false, settable = false, fixed }: BelongsToOptions = {},
): PropertyDecorator {
  return (prototype, property) => {
    const column = `${snakeCase(String(property))}_id`;
    ManyToOne(target, { createForeignKeyConstraints: false })(prototype, property);
    JoinColumn([
      { name: "firm_id", referencedColumnName: "firmId" },
      { name: column, referencedColumnName: "id" },
    ])(prototype, property);
    Field(target as () => typeof String, { description, nullable: !required, simple: true })(prototype, property);
    if (settable) {
      const name = `${String(property)}Id`;
      declareSettable(prototype.constructor, { property: name, kind: () => idOf(target()), description, fixed });
    }
  };
}
