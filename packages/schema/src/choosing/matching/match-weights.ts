import { Reads } from "@coachwork/reader";
import { ObjectType } from "type-graphql";
import { Column, Entity } from "typeorm";
import { hasOne } from "../../common/connections.js";
import {
  changed,
  count,
  idOf,
  MANAGERS,
  mutation,
  optional,
  required,
  stale,
  told,
  versionRead,
} from "../../common/declare.js";
import { ordersOf } from "../../common/enums.js";
import { Attribute, BelongsTo, UpdatedAt, Version } from "../../common/fields.js";
import { toManagers } from "../../common/grants.js";
import { Node } from "../../common/node.js";
import { Program } from "../../engagements/program.js";
import { usualWeights } from "./match-criterion.js";

export const MatchWeightsOrder = ordersOf("MatchWeightsOrder", "How weights of matching can be sorted.", {
  CREATED: ["Oldest first.", "Newest first."],
});

const weight = (what: string) => `How much ${what} counts. 0 leaves it out.`;

/** How much each criterion counts when coaches are scored: for a program, or for the firm. */
@Reads({
  prefix: "match_weights",
  visible: toManagers,
  implied: { program: true },
  orders: { CREATED: [] },
})
@Entity("match_weights")
@ObjectType({
  implements: Node,
  description:
    "How much each criterion counts when coaches are matched with people. For owners, admins and program managers.",
})
export class MatchWeights extends Node {
  @Column("uuid", { nullable: true })
  programId!: string | null;

  @BelongsTo(
    () => Program,
    "The program. Null for the weights of the firm, which apply to every program without its own.",
  )
  program?: Program | null;

  @Attribute("integer", weight("a speciality of the coach that the person is interested in"))
  specialities!: number;

  @Attribute("integer", weight("an industry that the coach knows"))
  industries!: number;

  @Attribute("integer", weight("the rank of the person's language among those of the coach"))
  language!: number;

  @Attribute("integer", weight("work with people of the person's level"))
  level!: number;

  @Attribute("integer", weight("the share of places that the coach has left"))
  load!: number;

  @Attribute("integer", weight("how earlier work together ended"))
  history!: number;

  @UpdatedAt()
  updatedAt!: Date;

  @Version()
  version!: number;
}

hasOne(Program, "matchWeights", MatchWeights, {
  by: "programId",
  description:
    "How much each criterion counts when coaches are matched in the program. Null if the firm's weights apply. Hidden (null) from everybody but owners, admins and program managers.",
});

const weights = count(0, 100);
const given = (what: string, usually: number) =>
  optional(weights, `How much ${what} counts, {range}. Usually ${usually}.`);

export const SetMatchWeights = mutation("setMatchWeights", {
  owner: "gateway",
  description:
    "Sets how much each criterion counts when coaches are matched, for a program or for the firm. Fields that you leave out stay the same. The first time, they keep the values that applied before.",
  roles: MANAGERS,
  keys: "none",
  input: {
    programId: optional(idOf(Program), "The program. Without it, the weights of the firm are set."),
    specialities: given("a speciality of the coach that the person is interested in", usualWeights.SPECIALITIES),
    industries: given("an industry that the coach knows", usualWeights.INDUSTRIES),
    language: given("the rank of the person's language among those of the coach", usualWeights.LANGUAGE),
    level: given("work with people of the person's level", usualWeights.LEVEL),
    load: given("the share of places that the coach has left", usualWeights.LOAD),
    history: given("how earlier work together ended", usualWeights.HISTORY),
    version: versionRead,
  },
  refusals: { ...stale, NOTHING_COUNTS: "All weights would be 0." },
  result: { matchWeights: changed(MatchWeights, "The weights as they are now.") },
});

export const RemoveMatchWeights = mutation("removeMatchWeights", {
  owner: "gateway",
  description:
    "Removes the weights of a program, so that those of the firm apply. Removes those of the firm, so that the usual ones apply.",
  roles: MANAGERS,
  keys: "none",
  input: { id: required(idOf(MatchWeights), "The weights.") },
  result: { removed: told<boolean>(() => Boolean, "Always true.") },
});
