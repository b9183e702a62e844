import type { Transaction } from "@coachwork/platform";
import type { PolicyTerms, Session } from "@coachwork/schema";
import { costOf, exhausted, roomOf } from "../allocation/allocation.js";
import { policyOf } from "../booking/cancellation-policy.js";
import type { PastEngagement, SessionRow } from "./imported-session.js";
import { type outcomeOf, settlementOf } from "./outcome.js";

/** What a session takes, and as what. Null if it takes nothing. */
export interface PlannedSettlement {
  readonly kind: "USE" | "FORFEIT";
  readonly amount: number;
}

interface Left {
  left: number;
}

type Costly = Pick<Session, "id" | "kind" | "startsAt" | "endsAt" | "createdAt">;

/** What imported sessions take of allocations, one after the other. A balance never goes below zero. */
export class LedgerPlan {
  /** What engagements have left by their ledgers, and what their pools have, if they have ended. */
  readonly #rooms = new Map<string, readonly Left[]>();
  readonly #pools = new Map<string, Left>();
  readonly #policies = new Map<string, PolicyTerms>();

  constructor(private readonly transaction: Transaction) {}

  /** What a session takes, or null. The record is refused if less is left. */
  async settle(
    row: SessionRow,
    engagement: PastEngagement,
    session: Costly,
    outcome: ReturnType<typeof outcomeOf>,
  ): Promise<PlannedSettlement | null> {
    const amount = costOf(engagement, session);
    if (amount === 0) return null;
    const kind = settlementOf(outcome, await this.#policy(engagement, session));
    if (kind === "RELEASE") return null;
    const rooms = await this.#roomsOf(engagement);
    const least = Math.min(...rooms.map(({ left }) => left));
    if (least < amount) {
      row.refuse("engagement", "ALLOCATION_EXHAUSTED", exhausted(engagement, amount, least));
      return null;
    }
    if (!row.isRefused) for (const room of rooms) room.left -= amount;
    return { kind, amount };
  }

  async #policy(engagement: PastEngagement, { id, createdAt }: Costly): Promise<PolicyTerms> {
    const known = this.#policies.get(engagement.id);
    if (known) return known;
    const policy = await policyOf(this.transaction, { id, engagementId: engagement.id, createdAt });
    this.#policies.set(engagement.id, policy);
    return policy;
  }

  async #roomsOf(engagement: PastEngagement): Promise<readonly Left[]> {
    const known = this.#rooms.get(engagement.id);
    if (known) return known;
    const { left, pool } = await roomOf(this.transaction, engagement);
    const ofPool = pool && (this.#pools.get(pool.id) ?? { left: pool.left });
    if (pool && ofPool) this.#pools.set(pool.id, ofPool);
    const rooms = [{ left }, ...(ofPool ? [ofPool] : [])];
    this.#rooms.set(engagement.id, rooms);
    return rooms;
  }
}
