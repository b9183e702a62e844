import { mapInPortions, newOpaqueId } from "@coachwork/platform";
import { quoted, type Role } from "@coachwork/schema";
import { type Change, changesOf } from "./roster-changes.js";
import type { RecordFault, RosterPerson, RosterRecord } from "./roster.js";
import type { HeldRole, KnownPeople, PersonRow } from "./roster-known.js";
import type { Place } from "./roster-places.js";
import type { RoleChange } from "./roles.js";

/** What is to happen to a record. */
export interface Plan {
  readonly record: RosterRecord;
  readonly outcome: "CREATED" | "UPDATED" | "REACTIVATED" | "UNCHANGED" | "REFUSED";
  readonly errors: readonly RecordFault[];
  /** The row as it will be. */
  readonly row: PersonRow;
  readonly roles: RoleChange;
  /** Roles that the record does not name and the person keeps: somebody gave them by hand. */
  readonly keptRoles: readonly Role[];
  /** Empty if the record is refused. */
  readonly changes: readonly Change[];
  /** Whether an existing person gets a new address. */
  readonly isReaddressed: boolean;
}

export interface Circumstances {
  readonly known: KnownPeople;
  readonly placeOf: (person: RosterPerson, before: PersonRow | undefined) => Place;
  /** The name of an organization or a team. */
  readonly nameOf: (id: string | null) => string | null;
  /** Ids of archived organizations and teams, which nobody can join. */
  readonly archived: ReadonlySet<string>;
  /** Roles that the importer can neither give nor take. */
  readonly reserved: readonly Role[];
  /** Roles of people whose address the importer cannot change. */
  readonly addressReserved: readonly Role[];
  /** Who could, as a sentence. */
  readonly whoCould: string;
  /** The roles of new people where the roster has no column for roles. */
  readonly rolesOfNewPeople: readonly Role[];
  /** The time zone of the firm: that of new people where the roster has no column for it. */
  readonly timeZone: string;
  readonly now: Date;
}

/** Checks a roster against what the firm knows about its people. Nothing is written. */
export async function planRoster(records: readonly RosterRecord[], circumstances: Circumstances): Promise<Plan[]> {
  const claimed = new Map<string, number>();
  const plans = await mapInPortions(records, (record) => planRecord(record, circumstances, claimed));
  return keepAnOwner(plans, circumstances.known.owners);
}

/** `claimed` contains the line of the record that each person was found by. */
function planRecord(record: RosterRecord, circumstances: Circumstances, claimed: Map<string, number>): Plan {
  const { known, archived } = circumstances;
  const { person } = record;
  const match = record.errors.length > 0 ? undefined : matchOf(person, known);
  const errors = [
    ...record.errors,
    ...(match === "conflict" ? [conflictOf(person)] : []),
    ...(match === undefined && record.errors.length === 0 ? faultsOfNewPerson(person) : []),
  ];
  if (errors.length > 0 || match === "conflict") {
    const row = rowOf(person, undefined, nowhere, circumstances);
    return {
      ...{ record, outcome: "REFUSED", errors, row, roles: none, keptRoles: [], changes: [] },
      isReaddressed: false,
    };
  }
  const row = rowOf(person, match, circumstances.placeOf(person, match), circumstances);
  const held = known.roles.get(row.id) ?? [];
  const former = known.deactivated.get(row.id);
  const wanted = person.roles ?? (match ? former : circumstances.rolesOfNewPeople);
  const { kept: keptRoles, ...roles } = roleChangeOf(held, wanted);
  const isReaddressed = match !== undefined && match.email.toLowerCase() !== row.email.toLowerCase();
  const faults = [
    ...faultsOfClaim(record, row, claimed),
    ...faultsOfLeaving(row, known),
    ...faultsOfPlace(person, match, row, archived),
    ...faultsOfRoles(roles, circumstances),
    ...(isReaddressed && known.signingIn.has(row.id) ? [faultOfAddress(match)] : []),
    ...(isReaddressed ? faultsOfMailbox(held, circumstances) : []),
  ];
  const plan = { record, errors: faults, row, roles, keptRoles, isReaddressed };
  if (faults.length > 0) return { ...plan, outcome: "REFUSED", changes: [] };
  const names = held.map(({ role }) => role);
  const changes = changesOf(match, row, names, roles, circumstances.nameOf);
  return { ...plan, outcome: former ? "REACTIVATED" : outcomeOf(match, row, roles), changes };
}

/** What only new people need, where the roster has no column for it. */
function faultsOfNewPerson({ externalId, name, email }: RosterPerson): RecordFault[] {
  const lost = [...(name === undefined ? ["name" as const] : []), ...(email === undefined ? ["email" as const] : [])];
  const who = email === undefined ? `the external id ${quoted(externalId ?? "")}` : `the e-mail address ${email}`;
  return lost.map((field) => {
    const message = `Nobody in the firm has ${who}, and new people need ${field}. Add the column, or correct the record.`;
    return { field, code: "REQUIRED", message };
  });
}

/**
 * What becomes of somebody's roles. Whoever gave a role by hand did so for a reason that the roster does not know, so an
 * import that does not name the role leaves it.
 */
function roleChangeOf(
  held: readonly HeldRole[],
  wanted: readonly Role[] | undefined,
): RoleChange & { readonly kept: readonly Role[] } {
  if (wanted === undefined) return { ...none, kept: [] };
  const names = held.map(({ role }) => role);
  const unnamed = held.filter(({ role }) => !wanted.includes(role));
  return {
    gained: wanted.filter((role) => !names.includes(role)),
    lost: unnamed.filter(({ imported }) => imported).map(({ role }) => role),
    kept: unnamed.filter(({ imported }) => !imported).map(({ role }) => role),
  };
}

function faultsOfLeaving({ id, name }: PersonRow, { deactivated }: KnownPeople): RecordFault[] {
  if (!deactivated.has(id) || deactivated.get(id)) return [];
  return [{ field: "roles", code: "INVALID", message: `${name} is deactivated. Reactivate them, or leave them out.` }];
}

/** Nobody joins an archived organization or team. Its people stay. */
function faultsOfPlace(
  { organization = null, team = null }: RosterPerson,
  before: PersonRow | undefined,
  { organizationId, teamId }: PersonRow,
  archived: ReadonlySet<string>,
): RecordFault[] {
  if (team !== null && organizationId === null) {
    const message = `The team ${quoted(team)} belongs to an organization, and the person works for none. Add the column organization.`;
    return [{ field: "organization", code: "REQUIRED", message }];
  }
  const joins = (id: string | null, held: string | null | undefined) => id !== null && id !== held && archived.has(id);
  const fault = (field: "organization" | "team", name: string | null): RecordFault => {
    return { field, code: "ARCHIVED", message: `${quoted(name ?? "")} is archived. Restore it, or give another.` };
  };
  if (joins(organizationId, before?.organizationId)) return [fault("organization", organization)];
  return joins(teamId, before?.teamId) ? [fault("team", team)] : [];
}

const nowhere: Place = { organizationId: null, teamId: null };
const none: RoleChange = { gained: [], lost: [] };

/** By external id, then by e-mail address. A different external id means a different person. */
function matchOf(
  { externalId, email }: RosterPerson,
  { byExternalId, byEmail }: KnownPeople,
): PersonRow | "conflict" | undefined {
  const byId = externalId === null ? undefined : byExternalId.get(externalId);
  const byAddress = email === undefined ? undefined : byEmail.get(email.toLowerCase());
  if (byId && byAddress) return byId.id === byAddress.id ? byId : "conflict";
  if (byId ?? byAddress?.externalId == null) return byId ?? byAddress;
  return externalId === null ? byAddress : "conflict";
}

/** The row as it will be. What the roster has no column for stays as it is. */
function rowOf(
  person: RosterPerson,
  before: PersonRow | undefined,
  place: Place,
  { now, timeZone }: Circumstances,
): PersonRow {
  return {
    id: before?.id ?? newOpaqueId(),
    externalId: person.externalId ?? before?.externalId ?? null,
    name: person.name ?? before?.name ?? "",
    email: person.email ?? before?.email ?? "",
    timeZone: person.timeZone ?? before?.timeZone ?? timeZone,
    locale: person.locale ?? before?.locale ?? "en",
    ...place,
    createdAt: before?.createdAt ?? now,
  };
}

function outcomeOf(before: PersonRow | undefined, row: PersonRow, { gained, lost }: RoleChange): Plan["outcome"] {
  if (!before) return "CREATED";
  const columns = Object.keys(row) as (keyof PersonRow)[];
  const same = columns.every((column) => row[column] === before[column]);
  return same && gained.length + lost.length === 0 ? "UNCHANGED" : "UPDATED";
}

function conflictOf({ externalId, email }: RosterPerson): RecordFault {
  const message = `Somebody else in the firm has the e-mail address ${email}, with another external id than ${externalId}. Correct one of them.`;
  return { field: "external_id", code: "CONFLICT", message };
}

function faultsOfClaim({ line }: RosterRecord, { id }: PersonRow, claimed: Map<string, number>): RecordFault[] {
  const earlier = claimed.get(id);
  if (earlier === undefined) claimed.set(id, line);
  if (earlier === undefined) return [];
  const message = `The person with this address is already on line ${earlier}, by external id. List everybody once.`;
  return [{ field: "email", code: "DUPLICATE_IN_FILE", message }];
}

function faultOfAddress({ name, email }: PersonRow): RecordFault {
  const message = `${name} signs in as ${email}. Only they can change the address, at POST /auth/email/change.`;
  return { field: "email", code: "SIGNS_IN", message };
}

/** Whoever chooses the mailbox of an invitation can accept it. */
function faultsOfMailbox(held: readonly HeldRole[], { addressReserved, whoCould }: Circumstances): RecordFault[] {
  const staff = held.find(({ role }) => addressReserved.includes(role));
  if (!staff) return [];
  const whose = `${/^[AO]/.test(staff.role) ? "an" : "a"} ${staff.role.toLowerCase().replaceAll("_", " ")}`;
  const message = `The record changes the address of ${whose}. ${whoCould}`;
  return [{ field: "email", code: "INVALID", message }];
}

function faultsOfRoles({ gained, lost }: RoleChange, { reserved, whoCould }: Circumstances): RecordFault[] {
  const role = [...gained, ...lost].find((each) => reserved.includes(each));
  if (role === undefined) return [];
  const message = `The record ${gained.includes(role) ? "gives" : "takes"} the role ${role}. ${whoCould}`;
  return [{ field: "roles", code: "INVALID", message }];
}

/** Refuses the record that would take OWNER from the last owner. New owners in the roster count. */
function keepAnOwner(plans: readonly Plan[], before: ReadonlySet<string>): Plan[] {
  const accepted = plans.filter(({ outcome }) => outcome !== "REFUSED");
  const gained = accepted.filter(({ roles }) => roles.gained.includes("OWNER")).map(({ row }) => row.id);
  const owners = new Set([...before, ...gained]);
  return plans.map((plan) => {
    if (plan.outcome === "REFUSED" || !plan.roles.lost.includes("OWNER")) return plan;
    if (owners.size > 1) {
      owners.delete(plan.row.id);
      return plan;
    }
    const message = `${plan.row.name} would be the last owner to lose the role OWNER. The firm must keep one.`;
    return { ...plan, outcome: "REFUSED", errors: [{ field: "roles", code: "INVALID", message }], changes: [] };
  });
}
