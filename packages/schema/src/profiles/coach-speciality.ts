import { Reads } from "@coachwork/reader";
import { ObjectType } from "type-graphql";
import { Entity, PrimaryColumn } from "typeorm";
import { hasFew } from "../common/connections.js";
import { BelongsTo } from "../common/fields.js";
import { toManagers } from "../common/grants.js";
import { TenantRow } from "../common/node.js";
import { PartOf } from "../common/part-of.js";
import { CoachProfile } from "./coach-profile.js";
import { Speciality } from "./speciality.js";

/** A speciality that a coach has chosen. */
@Reads({
  // They are only reached through the profile.
  visible: { ...toManagers, COACH: true, CLIENT: true, "people:read": true },
  implied: { speciality: true },
  sorts: {
    name: {
      sql: (chosen, sql) => {
        const speciality = sql.alias("speciality");
        return `(select ${speciality}.name from speciality ${speciality}
          where ${speciality}.firm_id = ${sql.firm} and ${speciality}.id = ${chosen}.speciality_id)`;
      },
      type: "text",
    },
  },
  orders: { NAME: ["name"] },
})
@PartOf(() => CoachProfile, "coachProfileId")
@Entity("coach_speciality")
@ObjectType({ description: "A speciality of a coach or mentor." })
export class CoachSpeciality extends TenantRow {
  @PrimaryColumn("uuid")
  coachProfileId!: string;

  @PrimaryColumn("uuid")
  specialityId!: string;

  @BelongsTo(() => Speciality, "The speciality. It may have been archived since.", { required: true })
  speciality?: Speciality;
}

hasFew(CoachProfile, "specialities", CoachSpeciality, {
  by: "coachProfileId",
  implied: true,
  orderBy: "NAME",
  description: "What they are good at, by name.",
});
