import { apiIdOf } from "@coachwork/reader";
import { Seat } from "@coachwork/schema";
import { instantText } from "../mail/when.js";
import { donePage, isAhead, sessionPage } from "./session-page.js";
import type { Step } from "./step.js";
import { form, paragraph, refusal } from "./web-page.js";

export const acceptStep = answerStep("accept", "acceptSeatOffer", "accepted");
export const declineStep = answerStep("decline", "declineSeatOffer", "declined");

/** Answers the offer of a seat while it lasts. */
function answerStep(step: "accept" | "decline", name: string, done: "accepted" | "declined"): Step {
  return {
    isOpen(visit) {
      const { seat, now } = visit;
      return isAhead(visit) && seat?.status === "OFFERED" && seat.offeredUntil!.getTime() > now;
    },

    async show(visit, { key, refusal: refused }) {
      const { seat, facts, person } = visit;
      const { catalog, locale } = visit.language;
      const until = instantText(seat!.offeredUntil!, locale, person.timeZone);
      const said = refused === undefined ? [] : [paragraph(catalog.pages.notDone), refusal(refused, visit)];
      return sessionPage(visit, [
        ...said,
        paragraph(catalog.seatIsFree(facts.title, until)),
        paragraph(catalog.pages.nothingYet),
        form(key, catalog.steps[step]),
      ]);
    },

    does: {
      mutation: ({ seat }) => ({ name, input: { id: apiIdOf(Seat, seat!.id) } }),
      done: (visit) => donePage(visit, visit.language.catalog.pages[done]),
    },
  };
}
