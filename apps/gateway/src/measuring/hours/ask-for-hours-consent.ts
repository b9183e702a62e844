import { type ContextOf, implement, newId } from "@coachwork/platform";
import { AskForHoursConsent, HoursConsent, MANAGERS, Person } from "@coachwork/schema";

type Context = ContextOf<typeof AskForHoursConsent>;

/** Asks clients. The coach is locked, so that of two that ask at once the second knows whom the first has asked. */
export const askForHoursConsent = implement(AskForHoursConsent, async (context, input) => {
  const { transaction, actor, now } = context;
  const coach = await context.fetch(Person, input.coachId, "coachId", { lock: true });
  if (coach.id !== actor.personId && !context.holds(...MANAGERS))
    context.refuse("FORBIDDEN", "coachId", "Coaches ask for their own log. Give your own id.");
  const coached = await coachedBy(context, coach.id);
  const consents = await transaction.find(HoursConsent, { coachId: coach.id });
  const known = new Map(consents.map(({ clientId, status }) => [clientId, status]));
  const named = input.clientIds && (await clientsNamed(context, coach, input.clientIds, { coached, known }));
  const wanted = (named ?? coached).filter((id) => !known.has(id));
  if (wanted.length === 0 && !named) {
    const message =
      coached.length === 0
        ? `Nobody has come to a coaching session with ${coach.name} yet. Ask once a session has taken place.`
        : `Everybody who has come to a coaching session with ${coach.name} was asked already.`;
    context.refuse("NOBODY_TO_ASK", "coachId", message);
  }
  for (const clientId of wanted) {
    const id = newId();
    const asked = { status: "ASKED", askedAt: new Date(now), answeredAt: null } as const;
    await transaction.insert(HoursConsent, { id, coachId: coach.id, clientId, ...asked });
    transaction.tell({ type: "hours_consent.asked", ids: { hoursConsent: id } });
  }
  return { coach: coach.id };
});

interface Known {
  readonly coached: readonly string[];
  readonly known: ReadonlyMap<string, HoursConsent["status"]>;
}

async function clientsNamed(
  context: Context,
  coach: Person,
  ids: readonly string[],
  { coached, known }: Known,
): Promise<readonly string[]> {
  const wanted = new Set<string>();
  for (const [place, apiId] of ids.entries()) {
    const field = `clientIds.${place}`;
    const { id, name } = await context.fetch(Person, apiId, field);
    if (!coached.includes(id))
      context.refuse("NOT_COACHED", field, `${name} has not come to a coaching session with ${coach.name} yet.`);
    if (known.get(id) === "REFUSED") {
      const message = `${name} refused. They can still consent by themselves, with giveHoursConsent.`;
      context.refuse("ALREADY_REFUSED", field, message);
    }
    wanted.add(id);
  }
  return [...wanted];
}

/** Who has come to a session that counts as coaching hours, by name. */
async function coachedBy({ transaction }: Context, coachId: string): Promise<readonly string[]> {
  const rows = await transaction.query<{ id: string }>(
    `select p.id from person p where p.firm_id = $1::uuid and exists (
       select 1 from session_coach c
       join session s on s.firm_id = $1::uuid and s.id = c.session_id
       join engagement e on e.firm_id = $1::uuid and e.id = s.engagement_id
       join attendance a on a.firm_id = $1::uuid and a.session_id = s.id
       where c.firm_id = $1::uuid and c.coach_id = $2::uuid and a.person_id = p.id and a.status in ('PRESENT', 'LATE')
         and s.status = 'COMPLETED' and s.kind not in ('CHEMISTRY', 'SUPERVISION') and e.kind = 'COACHING'
     ) order by p.name, p.id`,
    [transaction.scope.firmId, coachId],
  );
  return rows.map(({ id }) => id);
}
