import { type ContextOf, implement, movedDate, openPause } from "@coachwork/platform";
import { Engagement, ResumeEngagement } from "@coachwork/schema";
import { beActive } from "./be-active.js";
import type { TakePlaces } from "./capacity.js";
import { refusalsOfLastDay, refusalsOfLeftBehind, type SessionsAfter } from "./last-day.js";
import { moveEngagement } from "./move-engagement.js";
import type { TermsChanged } from "./terms-changed.js";

type Context = ContextOf<typeof ResumeEngagement>;

/** Makes a paused engagement go on. Its last day moves by the days that it was paused, unless another is given. */
export const resumeEngagement = (takePlaces: TakePlaces, sessionsAfter: SessionsAfter, termsChanged: TermsChanged) =>
  implement(ResumeEngagement, (context, input) =>
    moveEngagement(context, input, "resumed", {
      prepare: async (engagement) => {
        await beActive(context, takePlaces, engagement);
        const endsOn = input.endsOn === undefined ? await movedEnd(context, engagement) : input.endsOn;
        const refusals = refusalsOfLastDay({ ...engagement, endsOn });
        if (refusals.length > 0 && endsOn !== engagement.endsOn) context.refuseAll(refusals);
        refuseOver(context, input.endsOn);
        if (endsOn === engagement.endsOn) return;
        const leftBehind = await refusalsOfLeftBehind(context, sessionsAfter, engagement, endsOn);
        if (leftBehind.length > 0) context.refuseAll(leftBehind);
        await context.transaction.update(Engagement, { id: engagement.id }, { endsOn });
        await termsChanged(context, { ...engagement, endsOn });
      },
    }),
  );

/** An engagement that goes on does not end on a day that is over. */
function refuseOver(context: Context, endsOn: string | null | undefined): void {
  const { today } = context.actor;
  if (endsOn == null || endsOn >= today) return;
  const message = `The last day ${endsOn} is over. Give ${today} or a later day, or complete the engagement instead.`;
  context.refuse("END_OVER", "endsOn", message);
}

/** The last day, moved by the days from the first of the pause until yesterday. */
async function movedEnd({ transaction, actor }: Context, engagement: Engagement): Promise<string | null> {
  const pause = await openPause(transaction, engagement);
  // Days follow the firm's zone. If that has changed, the pause may have begun tomorrow.
  if (!pause || engagement.endsOn === null || pause.startsOn > actor.today) return engagement.endsOn;
  return movedDate(engagement.endsOn, pause.startsOn, actor.today);
}
