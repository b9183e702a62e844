import { type Entity } from "@coachwork/reader";
import { Field, Int } from "type-graphql";
import { Column, JoinColumn, ManyToOne, VersionColumn } from "typeorm";
import { idOf, type Kind } from "./kinds.js";
import { CalendarDate, DateTime } from "./scalars.js";
import { declareSettable } from "./settable.js";

/** GraphQL types by column type. */
const scalars = {
  text: () => String,
  integer: () => Int,
  boolean: () => Boolean,
  date: () => CalendarDate,
  timestamptz: () => DateTime,
} as const;

type Type = () => object;

interface AttributeOptions {
  /** The value may be missing, or hidden from some viewers. */
  readonly nullable?: boolean;
  /** The column may be null; unless said otherwise as `nullable`. */
  readonly optional?: boolean;
  /** The GraphQL type, where it is not the column type's own: an enum or a scalar. */
  readonly as?: Type;
  /** What `creates` and `updates` take for it. */
  readonly settable?: Kind<unknown>;
  /** Settable only when the record is created. */
  readonly fixed?: boolean;
  /** The value of a new record where none is given. */
  readonly usual?: unknown;
  /**
   * What a refusal says where another record has the same value. The unique index is named `<table>_<column>`, and the
   * refusal's code after the field: NAME_TAKEN.
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
    Column(column, { nullable: optional })(prototype, property);
    Field(as as () => typeof String, { description, nullable, simple: true })(prototype, property);
    if (settable) {
      const name = String(property);
      declareSettable(prototype.constructor, { property: name, kind: () => settable, description, ...rules });
    }
  };
}

/** The number of a record's state, from 1. Each change counts it up, so that nobody overwrites what they have not seen. */
export function Version(): PropertyDecorator {
  return (prototype, property) => {
    VersionColumn({ type: "integer" })(prototype, property);
    const description = "Counts the changes, from 1. Give it with a change to be refused if somebody else was faster.";
    Field(() => Int, { description, simple: true })(prototype, property);
  };
}

interface BelongsToOptions {
  /** The target is always there, and implied. */
  readonly required?: boolean;
  /** `creates` and `updates` take its id. */
  readonly settable?: boolean;
  /** Settable only when the record is created. */
  readonly fixed?: boolean;
}

/**
 * A to-one relation that is also a GraphQL field. The foreign key is composite, `(firm_id, <property>_id)`; the id column
 * itself is a property of its own. Nullable, because the viewer may see the row and not its target, unless `required` says
 * that the target is always there and implied.
 */
export function BelongsTo(
  target: () => Entity,
  description: string,
  { required = false, settable = false, fixed }: BelongsToOptions = {},
): PropertyDecorator {
  return (prototype, property) => {
    const column = `${String(property).replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)}_id`;
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
