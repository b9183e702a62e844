import { DAY_MS, instantText } from "./calendar.ts";
import type { Random } from "./random.ts";
import type { Write } from "./table.ts";
import { firstNames, lastNames, trades } from "./words.ts";

export interface Client {
  readonly id: string;
  readonly organizationId: string;
  readonly teamId: string;
}

/** A company with its people: those who are coached together come from one. */
export interface Organization {
  readonly id: string;
  readonly teams: readonly { readonly id: string; readonly members: readonly Client[] }[];
  readonly clients: readonly Client[];
}

export interface People {
  readonly coaches: readonly string[];
  readonly organizations: readonly Organization[];
}

interface Firm {
  readonly firmId: string;
  readonly createdAt: number;
  readonly random: Random;
  readonly write: Write;
}

/** Writes those who run the firm, its coaches, and its clients in the organizations they work for. */
export function writePeople(firm: Firm, coachCount: number, clientCount: number): People {
  const { firmId, createdAt, random, write } = firm;
  let count = 0;
  const person = (roles: readonly string[], organizationId: string | null, teamId: string | null, days: number) => {
    const [first, last] = [random.pick(firstNames), random.pick(lastNames)];
    const at = createdAt + days * DAY_MS;
    const id = random.id(at);
    const email = `${first}.${last}.${++count}@${organizationId ? "client" : "firm"}.example`.toLowerCase();
    const external = organizationId ? `hr-${count}` : null;
    const place = [organizationId, teamId, instantText(at)] as const;
    write("person", firmId, id, external, `${first} ${last}`, email, "UTC", "en", ...place);
    for (const role of roles) write("person_role", firmId, id, role);
    return id;
  };

  person(["OWNER"], null, null, 0);
  person(["ADMIN"], null, null, 1);
  person(["FINANCE"], null, null, 1);
  for (let n = 0; n <= coachCount / 20; n++) person(["PROGRAM_MANAGER"], null, null, 2);
  const coaches = Array.from({ length: coachCount }, () =>
    person(random.chance(0.05) ? ["COACH", "CLIENT"] : ["COACH"], null, null, random.whole(0, 90)),
  );

  const organizations: Organization[] = [];
  for (let left = clientCount; left > 0;) {
    // A few organizations are large and most are small.
    const size = Math.min(left, Math.round(5 + 150 * random.fraction() ** 4));
    left -= size;
    const organizationId = random.id(createdAt);
    const name = `${random.pick(lastNames)} ${random.pick(trades)} ${organizations.length + 1}`;
    write("organization", firmId, organizationId, name, instantText(createdAt));
    if (random.chance(0.3)) person(["SPONSOR"], organizationId, null, random.whole(0, 60));
    const teams: { id: string; members: Client[] }[] = [];
    for (let start = 0; start < size; start += 8) {
      const teamId = random.id(createdAt);
      write("team", firmId, teamId, organizationId, `Team ${teams.length + 1}`);
      const members = Array.from({ length: Math.min(8, size - start) }, () => {
        const id = person(["CLIENT"], organizationId, teamId, random.whole(0, 300));
        return { id, organizationId, teamId };
      });
      teams.push({ id: teamId, members });
    }
    organizations.push({ id: organizationId, teams, clients: teams.flatMap((team) => team.members) });
  }
  return { coaches, organizations };
}
