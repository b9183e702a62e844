import type { DemoFirm, DemoPerson } from "./demo-firm.ts";
import { demoPersonId } from "./ids.ts";
import type { Writing } from "./writing.ts";

/** Writes what a firm's coaches are good at, and the profiles of its people. */
export function writeProfiles(firm: DemoFirm, writing: Writing): void {
  const specialities = new Map<string, string>();
  for (const name of firm.specialities) {
    const speciality = writing.add("speciality", { name });
    specialities.set(name, speciality);
    writing.tell({ type: "speciality.created", ids: { speciality } }, "owner");
  }
  for (const person of firm.people) {
    writeCoachProfile(firm, person, specialities, writing);
    writeClientProfile(firm, person, writing);
  }
}

function writeCoachProfile(
  firm: DemoFirm,
  { key, coaches }: DemoPerson,
  specialities: ReadonlyMap<string, string>,
  { add, addRow, day, tell }: Writing,
): void {
  if (!coaches) return;
  const { specialities: names, hourlyRate, credentials = [], ...said } = coaches;
  const [amount, hourly_rate_currency] = hourlyRate;
  const person = demoPersonId(firm, key);
  const rate = { hourly_rate_amount: amount * 100, hourly_rate_currency };
  const coachProfile = add("coach_profile", { person_id: person, ...said, ...rate });
  for (const name of names) {
    addRow("coach_speciality", { coach_profile_id: coachProfile, speciality_id: specialities.get(name) });
  }
  tell({ type: "coach_profile.set", ids: { person, coachProfile } }, key);
  for (const [body, level, days] of credentials) {
    const credential = add("credential", { person_id: person, body, level, valid_until: day(days) });
    tell({ type: "credential.created", ids: { credential } }, key);
  }
}

function writeClientProfile(firm: DemoFirm, { key, does }: DemoPerson, { add, tell }: Writing): void {
  if (!does) return;
  const { reportsTo, ...said } = does;
  const person = demoPersonId(firm, key);
  const manager_id = reportsTo === undefined ? null : demoPersonId(firm, reportsTo);
  const clientProfile = add("client_profile", { person_id: person, ...said, manager_id });
  tell({ type: "client_profile.set", ids: { person, clientProfile } }, key);
}
