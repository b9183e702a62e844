import type { CommandContext } from "@coachwork/platform";
import {
  type AskedPerson,
  participantsToAskSql,
  Cohort,
  Engagement,
  type InputOf,
  Person,
  Program,
  type SendSurvey,
} from "@coachwork/schema";
import { refuseUnreachable } from "./refuse-unreachable.js";

type Context = CommandContext<"WRONG_PEOPLE" | "NOBODY_TO_ASK">;

type Who = Pick<InputOf<typeof SendSurvey>, "personIds" | "engagementId" | "cohortId" | "programId">;

/** Whom a survey asks: the people named, or everybody who takes part today in what is named. Each is asked once. */
export async function peopleToAsk(context: Context, who: Who): Promise<readonly AskedPerson[]> {
  const given = (["personIds", "engagementId", "cohortId", "programId"] as const).filter(
    (name) => who[name] !== undefined,
  );
  if (given.length !== 1) {
    const message = `Give exactly one of personIds, engagementId, cohortId and programId, not ${given.join(" and ") || "none"}.`;
    context.refuse("WRONG_PEOPLE", given[1] ?? null, message);
  }
  if (who.personIds) return chosenPeople(context, who.personIds);
  const [field] = given as ["engagementId" | "cohortId" | "programId"];
  const { id } = await context.fetch<{ id: string }>(places[field].entity, who[field]!, field);
  const asked = await participantsIn(context, places[field].column, id);
  if (asked.length > 0) return asked;
  return context.refuse("NOBODY_TO_ASK", field, "Nobody who can be reached by e-mail takes part in it today.");
}

const places = {
  engagementId: { entity: Engagement, column: "id" },
  cohortId: { entity: Cohort, column: "cohort_id" },
  programId: { entity: Program, column: "program_id" },
} as const;

async function chosenPeople(context: Context, ids: readonly string[]): Promise<readonly AskedPerson[]> {
  const asked = new Map<string, AskedPerson>();
  for (const [place, apiId] of ids.entries()) {
    const person = await context.fetch(Person, apiId, `personIds.${place}`);
    refuseUnreachable(context, person, `personIds.${place}`);
    const nowhere = { programId: null, cohortId: null, kind: null, format: null, engagementId: null };
    asked.set(person.id, { personId: person.id, organizationId: person.organizationId, ...nowhere });
  }
  return [...asked.values()];
}

function participantsIn(context: Context, column: string, id: string): Promise<readonly AskedPerson[]> {
  return context.transaction.query<AskedPerson>(
    participantsToAskSql("$1::uuid", "$3::date", `e.${column} = $2::uuid`),
    [context.transaction.scope.firmId, id, context.actor.today],
  );
}
