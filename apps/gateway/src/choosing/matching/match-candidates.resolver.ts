import {
  Engagement,
  Person,
  MANAGERS,
  MatchCandidate,
  MatchCandidatesFor,
  MOST_CANDIDATES,
  Program,
  uuidOf,
  type ValuesOf,
} from "@coachwork/schema";
import { GraphQLError } from "graphql";
import { Ctx, Query, Resolver } from "type-graphql";
import { type Context, signedIn } from "../../graphql/context.js";
import { asAnswer } from "../../graphql/resolve.js";
import { Takes } from "../../graphql/takes.js";
import { matchFacts } from "./match-facts.js";
import { ranked, score } from "./score.js";
import { WordsInCommon } from "./words-in-common.js";

@Resolver()
export class MatchCandidates {
  @Query(() => [MatchCandidate], {
    description:
      "Everybody who coaches or mentors for the firm, and how well they suit a person: the best first, and those who cannot be chosen last, with every reason. For owners, admins and program managers. Empty for others, and for a person, an engagement or a program that does not exist in the firm.",
  })
  @Takes(MatchCandidatesFor)
  async matchCandidates(
    @Ctx() context: Context,
    { personId, first, engagementId, programId }: ValuesOf<typeof MatchCandidatesFor.fields>,
  ): Promise<MatchCandidate[]> {
    const actor = signedIn(context);
    if (actor.personId === null) {
      throw new GraphQLError("MatchCandidate cannot be read with an API key, whatever its scopes.", {
        extensions: { code: "INSUFFICIENT_SCOPE" },
      });
    }
    if (!MANAGERS.some((role) => actor.grants.includes(role))) return [];
    if (first < 1 || first > MOST_CANDIDATES) {
      throw new GraphQLError(`first is ${first}. Give 1 to ${MOST_CANDIDATES}.`, {
        extensions: { code: "BAD_USER_INPUT" },
      });
    }
    const { database } = context.services;
    const asked = {
      personIds: [uuidOf(Person, personId)],
      engagementId: engagementId == null ? null : uuidOf(Engagement, engagementId),
      programId: programId == null ? null : uuidOf(Program, programId),
    };
    const { firmId } = actor;
    const ask = (text: string, values: unknown[]) => database.read({ firmId, personId: actor.personId }, text, values);
    const { isKnown, people, coaches, terms } = await matchFacts(ask, firmId, asked, actor.today);
    const [person] = people;
    if (!person || !isKnown) return [];
    const words = new WordsInCommon();
    const candidates = ranked(coaches.map((coach) => score(person, coach, terms, words)));
    return asAnswer(
      candidates.slice(0, first).map(({ coachId, name: _, ...scored }) => ({ coach: coachId, ...scored })),
    ) as MatchCandidate[];
  }
}
