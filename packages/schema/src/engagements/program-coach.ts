import { Reads } from "@coachwork/reader";
import { ObjectType } from "type-graphql";
import { Entity, PrimaryColumn } from "typeorm";
import { hasFew } from "../common/connections.js";
import { BelongsTo } from "../common/fields.js";
import { toManagers } from "../common/grants.js";
import { TenantRow } from "../common/node.js";
import { PartOf } from "../common/part-of.js";
import { ErasedWith } from "../common/personal.js";
import { Person } from "../tenancy/person.js";
import { Program } from "./program.js";

/** The most coaches who can be chosen for a program. */
export const MOST_PROGRAM_COACHES = 200;

/** A coach or mentor who was chosen for a program. */
@Reads({
  // They are only reached through the program.
  visible: { ...toManagers, "engagements:read": true },
  implied: { person: true },
  sorts: {
    name: {
      sql: (chosen, sql) => {
        const person = sql.alias("person");
        return `(select ${person}.name from person ${person}
          where ${person}.firm_id = ${sql.firm} and ${person}.id = ${chosen}.person_id)`;
      },
      type: "text",
    },
  },
  orders: { NAME: ["name"] },
})
@ErasedWith("personId")
@PartOf(() => Program, "programId")
@Entity("program_coach")
@ObjectType({ description: "A coach or mentor who was chosen for a program." })
export class ProgramCoach extends TenantRow {
  @PrimaryColumn("uuid")
  programId!: string;

  @PrimaryColumn("uuid")
  personId!: string;

  @BelongsTo(() => Person, "The coach or mentor.", { required: true })
  person?: Person;
}

hasFew(Program, "coaches", ProgramCoach, {
  by: "programId",
  orderBy: "NAME",
  description:
    "Who was chosen to coach or mentor in it, by name. Empty if everybody may, and for anybody but owners, admins, program managers and API keys.",
});
