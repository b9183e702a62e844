import type { DemoFirm } from "./demo-firm.ts";
import { demoPersonId } from "./ids.ts";
import type { Writing } from "./writing.ts";

/** Writes for whom a firm's assistants arrange sessions. */
export function writeDelegations(firm: DemoFirm, { add, createdAt, tell }: Writing): void {
  for (const [assistant, principal] of firm.delegations) {
    const people = { delegate_id: demoPersonId(firm, assistant), principal_id: demoPersonId(firm, principal) };
    const delegation = add("delegation", { ...people, created_at: createdAt });
    tell({ type: "delegation.created", ids: { delegation } }, "manager");
  }
}
