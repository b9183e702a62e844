import { ID, InterfaceType, Field } from "type-graphql";
import { PrimaryColumn } from "typeorm";

/** A row of a firm. Every key of a tenant table begins with the firm, so that no row can point into another one. */
export abstract class TenantRow {
  @PrimaryColumn("uuid", { name: "firm_id" })
  firmId!: string;
}

/**
 * What has an id that `node(id)` finds. In the database the id is a UUID, made in the application: `newId()`, or
 * `newOpaqueId()` where somebody sees the row and not its time.
 */
@InterfaceType({
  description: "An object with an id of its own.",
  resolveType: (value: { $type?: string }) => value.$type!,
})
export abstract class Node extends TenantRow {
  @Field(() => ID, { description: "The object's id: its type and 32 hex digits.", simple: true })
  @PrimaryColumn("uuid")
  id!: string;
}
