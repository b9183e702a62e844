import { declareFilters, type Input, Reads, type RowCondition } from "@coachwork/reader";
import { Field, ID, ObjectType } from "type-graphql";
import { Column, Entity } from "typeorm";
import { field, hasOne } from "../common/connections.js";
import { wordsOf, type WordOf } from "../common/enums.js";
import { Attribute, BelongsTo, UpdatedAt, Version } from "../common/fields.js";
import { toManagers } from "../common/grants.js";
import { inScope } from "../common/in-scope.js";
import { Node } from "../common/node.js";
import { ErasedWith } from "../common/personal.js";
import { boundId } from "../common/uuid-of.js";
import { EngagementFormat, EngagementKind } from "../engagements/words.js";
import { Person, PersonFilter } from "../tenancy/person.js";
import { Speciality } from "./speciality.js";

export const CoachAffiliation = wordsOf("CoachAffiliation", "How a coach or mentor belongs to the firm.", {
  INTERNAL: "Employed by the firm.",
  EXTERNAL: "Works for the firm on contract.",
});
export type CoachAffiliation = WordOf<typeof CoachAffiliation>;

/** What is between the firm and the coach. Clients and other coaches do not see it. */
const terms = {
  ...toManagers,
  COACH: ((profile, sql) => `${profile}.person_id = ${sql.person}`) satisfies RowCondition,
};
const betweenFirmAndCoach = "Null for anybody but owners, admins, program managers and the coach.";

/** Finds profiles of people who coach or mentor for the firm now. Whoever stopped keeps the profile. */
const ofCoach: RowCondition = (profile, sql) => {
  const role = sql.alias("role");
  return `exists (select 1 from person_role ${role} where ${role}.firm_id = ${sql.firm}
    and ${role}.person_id = ${profile}.person_id and ${role}.role = 'COACH')`;
};

/** What a coach or mentor of the firm says of themselves, and what the firm agreed with them. A person has at most one. */
@Reads({
  prefix: "coach_profile",
  visible: {
    ...toManagers,
    COACH: inScope("person_id", "coached_people"),
    CLIENT: inScope("person_id", "joined_people"),
    "people:read": true,
  },
  rights: {
    capacity: terms,
    hourlyRateAmount: terms,
    hourlyRateCurrency: terms,
    // They tell that something changed which only these see.
    updatedAt: terms,
    version: terms,
  },
  // Everybody who sees a profile sees the person.
  implied: { person: true },
  expressions: {
    languages: (profile) => `array_to_json(${profile}.languages)`,
    industries: (profile) => `array_to_json(${profile}.industries)`,
    kinds: (profile) => `array_to_json(${profile}.kinds)`,
    formats: (profile) => `array_to_json(${profile}.formats)`,
  },
  filters: {
    specialityId: {
      where: (profile, id: Input<string>, sql) => {
        const chosen = sql.alias("chosen");
        return `(${ofCoach(profile, sql)} and exists (select 1 from coach_speciality ${chosen}
          where ${chosen}.firm_id = ${sql.firm} and ${chosen}.coach_profile_id = ${profile}.id
            and ${chosen}.speciality_id = ${boundId(sql, Speciality, id)}))`;
      },
    },
    language: {
      where: (profile, language: Input<string>, sql) => {
        const spoken = sql.alias("spoken");
        const wanted = `lower(${sql.bind(language, "text")})`;
        return `(${ofCoach(profile, sql)} and exists (select 1 from unnest(${profile}.languages) ${spoken}
          where lower(${spoken}) = ${wanted} or starts_with(lower(${spoken}), ${wanted} || '-')))`;
      },
    },
    kind: {
      where: (profile, kind: Input<string>, sql) =>
        `(${ofCoach(profile, sql)} and ${sql.bind(kind, "text")} = any(${profile}.kinds))`,
    },
    format: {
      where: (profile, format: Input<string>, sql) =>
        `(${ofCoach(profile, sql)} and ${sql.bind(format, "text")} = any(${profile}.formats))`,
    },
    affiliation: {
      where: (profile, affiliation: Input<string>, sql) =>
        `(${ofCoach(profile, sql)} and ${profile}.affiliation = ${sql.bind(affiliation, "text")})`,
    },
  },
})
@ErasedWith("personId")
@Entity("coach_profile")
@ObjectType({
  implements: Node,
  description: "What a coach or mentor says of themselves, and what the firm agreed with them.",
})
export class CoachProfile extends Node {
  @Column("uuid")
  personId!: string;

  @BelongsTo(() => Person, "The coach or mentor.")
  person?: Person;

  @Attribute("text", "Who they are, in their own words.", { nullable: true })
  bio!: string | null;

  @Column("text", { array: true })
  @Field(() => [String], { description: "The languages they work in (BCP 47), the best one first.", simple: true })
  languages!: string[];

  @Column("text", { array: true })
  @Field(() => [String], { description: "The industries they know.", simple: true })
  industries!: string[];

  @Column("text", { array: true })
  @Field(() => [EngagementKind], {
    description: "Whether they coach, mentor or do both. Empty if not said.",
    simple: true,
  })
  kinds!: EngagementKind[];

  @Column("text", { array: true })
  @Field(() => [EngagementFormat], { description: "The formats they take. Empty if not said.", simple: true })
  formats!: EngagementFormat[];

  @Attribute("text", "Whether they are employed by the firm. Null if not said.", {
    as: () => CoachAffiliation,
    nullable: true,
  })
  affiliation!: CoachAffiliation | null;

  @Attribute("integer", `The most active engagements at a time. Null if there is no limit. ${betweenFirmAndCoach}`, {
    nullable: true,
  })
  capacity!: number | null;

  @Attribute(
    "integer",
    `The rate for an hour of 60 minutes, in the smallest unit of its currency: 15000 are 150 euros, or 15000 yen. ${betweenFirmAndCoach}`,
    { nullable: true },
  )
  hourlyRateAmount!: number | null;

  @Attribute("text", `The currency of the rate (ISO 4217). ${betweenFirmAndCoach}`, { nullable: true })
  hourlyRateCurrency!: string | null;

  @UpdatedAt(betweenFirmAndCoach)
  updatedAt!: Date;

  @Version(betweenFirmAndCoach)
  version!: number;
}

hasOne(Person, "coachProfile", CoachProfile, {
  by: "personId",
  // Finance sees only names. What a sponsor pays for says nothing of how somebody works as a coach.
  implied: ["OWNER", "ADMIN", "PROGRAM_MANAGER", "COACH", "CLIENT", "people:read"],
  description: "The profile as a coach or mentor. Null if there is none, and for sponsors and finance.",
});

declareFilters(Person, {
  specialityId: { through: "coachProfile", filter: "specialityId" },
  language: { through: "coachProfile", filter: "language" },
  kindTaken: { through: "coachProfile", filter: "kind" },
  formatTaken: { through: "coachProfile", filter: "format" },
  affiliation: { through: "coachProfile", filter: "affiliation" },
});
const inFilter = (name: string, type: () => unknown, description: string) =>
  field(PersonFilter, name, type, description, true);
inFilter("specialityId", () => ID, "Coaches and mentors whose profile has this speciality.");
inFilter("language", () => String, "Coaches and mentors who work in this language (BCP 47). `en` also finds `en-GB`.");
inFilter("kindTaken", () => EngagementKind, "Coaches and mentors who take engagements of this kind.");
inFilter("formatTaken", () => EngagementFormat, "Coaches and mentors who take engagements of this format.");
inFilter("affiliation", () => CoachAffiliation, "Coaches and mentors who belong to the firm like this.");
