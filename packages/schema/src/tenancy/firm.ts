import { Reads } from "@coachwork/reader";
import { ID, Field, ObjectType } from "type-graphql";
import { Entity, PrimaryColumn } from "typeorm";
import { Attribute } from "../common/fields.js";
import { Role } from "../common/grants.js";
import { Impersonal } from "../common/personal.js";
import { TimeZone } from "../common/scalars.js";
import { SCOPES } from "../common/scopes.js";

/** The tenant: a firm that coaches. */
@Reads({
  prefix: "firm",
  visible: Object.fromEntries([...Object.keys(Role), ...Object.keys(SCOPES)].map((grant) => [grant, true])),
  expressions: { id: (firm) => `'firm_' || encode(uuid_send(${firm}.firm_id), 'hex')` },
})
@Entity("firm")
@ObjectType({ description: "A firm that coaches and mentors: the tenant." })
export class Firm {
  @PrimaryColumn("uuid", { name: "firm_id" })
  firmId!: string;

  @Field(() => ID, { description: "The firm's id.", simple: true })
  id!: string;

  @Impersonal()
  @Attribute("text", "The firm's name.")
  name!: string;

  @Attribute("text", "The time zone of the firm's dates. It defines when an engagement's day begins and ends.", {
    as: () => TimeZone,
  })
  timeZone!: string;

  @Impersonal()
  @Attribute("text", "The address of the firm's own application, without a slash at its end. Letters lead there.", {
    nullable: true,
  })
  frontendUrl!: string | null;

  @Attribute("timestamptz", "When the firm was created.")
  createdAt!: Date;
}
