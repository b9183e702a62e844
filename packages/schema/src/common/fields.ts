import { type Entity } from "@coachwork/reader";
import { Field, Int } from "type-graphql";
import { Column, JoinColumn, ManyToOne } from "typeorm";
import { CalendarDate, DateTime } from "./scalars.js";

/** The GraphQL type for each column type. */
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
  /** Whether the column may be null. Defaults to `nullable`. */
  readonly optional?: boolean;
  /** The GraphQL type, if it is not the column type's own: an enum or a scalar. */
  readonly as?: Type;
}

/** A column that is also a GraphQL field. */
export function Attribute(
  column: keyof typeof scalars,
  description: string,
  { nullable = false, optional = nullable, as = scalars[column] }: AttributeOptions = {},
): PropertyDecorator {
  return (prototype, property) => {
    Column(column, { nullable: optional })(prototype, property);
    Field(as as () => typeof String, { description, nullable, simple: true })(prototype, property);
  };
}

/**
 * A to-one relation that is also a GraphQL field. The foreign key is composite: `(firm_id, <property>_id)`. The id
 * column is a property of its own. The field is nullable because a viewer may see the row without its target.
 * `required` says that the target always exists and is visible with the row.
 */
export function BelongsTo(target: () => Entity, description: string, { required = false } = {}): PropertyDecorator {
  return (prototype, property) => {
    const column = `${String(property).replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)}_id`;
    ManyToOne(target, { createForeignKeyConstraints: false })(prototype, property);
    JoinColumn([
      { name: "firm_id", referencedColumnName: "firmId" },
      { name: column, referencedColumnName: "id" },
    ])(prototype, property);
    Field(target as () => typeof String, { description, nullable: !required, simple: true })(prototype, property);
  };
}
