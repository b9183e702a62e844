import type { CommandContext } from "@coachwork/platform";
import { Cohort, Engagement, type InputOf, memberOnSql, Person, Program, type SendSurvey } from "@coachwork/schema";
import { refuseUnreachable } from "./refuse-unreachable.js";

type Context = CommandContext<"WRONG_PEOPLE" | "NOBODY_TO_ASK">;

/** Somebody to ask, and the results in which their answers count. */
export interface Asked {
  readonly personId: string;
  readonly organizationId: string | null;
  readonly programId: string | null;
  readonly cohortId: string | null;
  readonly kind: string | null;
  readonly format: string | null;
  /** The engagement by which they are asked. Null if they were chosen by name. */
  readonly engagementId: string | null;
}

type Who = Pick<InputOf<typeof SendSurvey>, "personIds" | "engagementId" | "cohortId" | "programId">;

/** Whom a survey asks: the people named, or everybody who takes part today in what is named. Each is asked once. */
export async function peopleToAsk(context: Context, who: Who): Promise<readonly Asked[]> {
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

async function chosenPeople(context: Context, ids: readonly string[]): Promise<readonly Asked[]> {
  const asked = new Map<string, Asked>();
  for (const [place, apiId] of ids.entries()) {
    const person = await context.fetch(Person, apiId, `personIds.${place}`);
    refuseUnreachable(context, person, `personIds.${place}`);
    const nowhere = { programId: null, cohortId: null, kind: null, format: null, engagementId: null };
    asked.set(person.id, { personId: person.id, organizationId: person.organizationId, ...nowhere });
  }
  return [...asked.values()];
}

/** Who takes part today in an engagement that has begun, by the latest one if they are in several. */
async function participantsIn(context: Context, column: string, id: string): Promise<readonly Asked[]> {
  return context.transaction.query<Asked>(
    `select distinct on (p.person_id) p.person_id as "personId", e.organization_id as "organizationId",
       e.program_id as "programId", e.cohort_id as "cohortId", e.kind, e.format, e.id as "engagementId"
     from engagement e
     join engagement_participant p on p.firm_id = $1::uuid and p.engagement_id = e.id and ${memberOnSql("p", "$3::date")}
     join person x on x.firm_id = $1::uuid and x.id = p.person_id
     where e.firm_id = $1::uuid and e.${column} = $2::uuid and e.status in ('ACTIVE', 'PAUSED', 'COMPLETED')
       and x.email is not null and x.status not in ('DEACTIVATED', 'ERASED')
     order by p.person_id, e.starts_on desc, e.id`,
    [context.transaction.scope.firmId, id, context.actor.today],
  );
}
