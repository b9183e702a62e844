import type { CommandContext, Transaction } from "@coachwork/platform";
import { Person, PersonRole, Program, ProgramCoach, uuidOf } from "@coachwork/schema";
import { In } from "typeorm";

/** Who alone may coach in a program, by id; undefined if everybody may who coaches for the firm. */
export async function chosenCoaches(
  transaction: Transaction,
  programId: string | null,
): Promise<ReadonlySet<string> | undefined> {
  const program = programId === null ? null : await transaction.findOne(Program, { id: programId });
  if (!program || program.anyCoach) return undefined;
  const chosen = await transaction.find(ProgramCoach, { programId: program.id });
  return new Set(chosen.map(({ personId }) => personId));
}

/** The coaches with these ids, each named once. Nobody can take the role from them until the transaction ends. */
export async function coachesToChoose(
  context: CommandContext<"NOT_A_COACH" | "NAMED_TWICE">,
  ids: readonly string[],
): Promise<readonly string[]> {
  const { transaction, actor } = context;
  const uuids = ids.map((id) => uuidOf(Person, id));
  const people = await transaction.visibleAll(actor, Person, uuids);
  const byId = new Map(people.map((person) => [person.id, person]));
  await transaction.query(
    "select from person where firm_id = $1::uuid and id = any($2::uuid[]) order by id for share",
    [transaction.scope.firmId, [...byId.keys()]],
  );
  const holders = await transaction.find(PersonRole, { role: "COACH", personId: In([...byId.keys()]) });
  const holds = new Set(holders.map(({ personId }) => personId));
  uuids.forEach((uuid, place) => {
    const field = `coachIds.${place}`;
    const person = byId.get(uuid);
    if (!person) return context.refuse("NOT_FOUND", field, `There is no Person with the id ${ids[place]}.`);
    const first = uuids.indexOf(uuid);
    if (first < place)
      context.refuse(
        "NAMED_TWICE",
        field,
        `${person.name} is already named in coachIds.${first}. Name everybody once.`,
      );
    if (!holds.has(uuid)) {
      const message = `${person.name} does not hold the role COACH. Give them the role first.`;
      context.refuse("NOT_A_COACH", field, message);
    }
  });
  return uuids;
}
