import { implement } from "@coachwork/platform";
import { Firm, SetFrontendUrl } from "@coachwork/schema";

/** Sets where the firm's letters lead to, from the next one on. */
export const setFrontendUrl = implement(SetFrontendUrl, async ({ transaction }, { frontendUrl }) => {
  const { firmId } = transaction.scope;
  const firm = (await transaction.findOne(Firm, {}))!;
  if (frontendUrl !== undefined && frontendUrl !== firm.frontendUrl) {
    await transaction.update(Firm, {}, { frontendUrl });
    transaction.tell({ type: "frontend_url.set", ids: { firm: firmId } });
  }
  return { firm: firmId };
});
