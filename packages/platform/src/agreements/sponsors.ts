import { type Engagement, Person, PersonRole } from "@coachwork/schema";
import { In } from "typeorm";
import type { Transaction } from "../database/transaction.js";
import type { Signer } from "./agreement-terms.js";

type Paid = Pick<Engagement, "organizationId">;

/** Whether somebody is a sponsor of the organization that pays for an engagement. */
export async function isSponsorOf(
  transaction: Transaction,
  { organizationId }: Paid,
  personId: string,
): Promise<boolean> {
  const person = await transaction.findOne(Person, { id: personId });
  if (!person || person.organizationId !== organizationId || organizationId === null) return false;
  if (person.status === "DEACTIVATED" || person.status === "ERASED") return false;
  return (await transaction.findOne(PersonRole, { personId, role: "SPONSOR" })) !== null;
}

/**
 * Why a sponsor cannot sign with these people: somebody who takes part for another organization, whose name the sponsor would read,
 * or the sponsor, who is on both sides. Undefined if nothing is in the way.
 */
export async function unsponsored(
  transaction: Transaction,
  { organizationId }: Paid,
  signers: readonly Signer[],
): Promise<Signer | undefined> {
  const sponsor = signers.find(({ side }) => side === "SPONSOR");
  const members = signers.filter(({ side }) => side !== "SPONSOR");
  const both = members.find(({ personId }) => personId === sponsor?.personId);
  if (both) return sponsor;
  const participants = members.filter(({ side }) => side === "PARTICIPANT");
  const people = await transaction.find(Person, { id: In(participants.map(({ personId }) => personId)) });
  const other = people.find((person) => person.organizationId !== organizationId);
  return other && participants.find(({ personId }) => personId === other.id);
}
