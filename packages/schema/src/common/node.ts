import { ID, InterfaceType, Field } from "type-graphql";
import { PrimaryColumn } from "typeorm";

/**
 * A row that belongs to a firm. Every key of a tenant table starts with the firm, so no row can reference another
 * firm's row.
 */
export abstract class TenantRow {
  @PrimaryColumn("uuid", { name: "firm_id" })
  firmId!: string;
}

/**
 * An object that `node(id)` finds. In the database its id is a UUID that the application creates with `newId()`. If
 * viewers may see the row but not its creation time, use `newOpaqueId()`.
 */
@InterfaceType({
  description: "An object with an id.",
  resolveType: (value: { $type?: string }) => value.$type!,
})
export abstract class Node extends TenantRow {
  @Field(() => ID, { description: "The object's id: its type and 32 hex digits.", simple: true })
  @PrimaryColumn("uuid")
  id!: string;
}
