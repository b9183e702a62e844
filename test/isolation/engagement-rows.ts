import { Rows } from "./rows.js";

/** Writes what people ask, propose and write in engagements. */
export class EngagementRows extends Rows {
  /** A request to join, as if somebody had consented to it. */
  joinRequest(engagement: string, person: string, decidedBy: string): Promise<string> {
    return this.row("join_request", {
      engagement_id: engagement,
      person_id: person,
      side: "COACH",
      joined_on: this.marks.day(9),
      status: "CONFIRMED",
      requested_at: this.at(8, "01:02:21.817"),
      decided_at: this.at(8, "01:02:22.827"),
      decided_by_id: decidedBy,
    });
  }

  /** That a coach was replaced by another. */
  rematch(engagement_id: string, from_coach_id: string, to_coach_id: string, decided_by_id: string): Promise<string> {
    const reason = `${this.marks.text} WHY of rematch`;
    const decision = { decided_by_id, decided_at: this.at(8, "01:02:23.839"), reason };
    const done = { sessions_done_at: this.at(8, "01:02:23.841"), updated_at: this.at(8, "01:02:23.857") };
    const on = { starts_on: this.marks.day(29), sessions: "MOVE", ...done };
    return this.row("rematch", { engagement_id, from_coach_id, to_coach_id, ...on, ...decision });
  }

  /** What became of a session then. */
  rematchOutcome(engagement_id: string, rematch_id: string, session_id: string): Promise<string> {
    const outcome = { outcome: "KEPT", not_moved_because: "NOT_FREE", handled_at: this.at(8, "01:02:23.843") };
    return this.row("rematch_outcome", { engagement_id, rematch_id, session_id, ...outcome });
  }

  /** A proposal to go on, as if it had been declined. */
  extension(engagement: string, proposedBy: string, decidedBy: string): Promise<string> {
    return this.row("extension", {
      engagement_id: engagement,
      status: "DECLINED",
      ...{ ends_on: this.marks.day(140), ends_on_before: this.marks.day(120), side: "PARTICIPANT" },
      message: `${this.marks.text} NOTE MESSAGE`,
      ...{ proposed_by_id: proposedBy, proposed_at: this.at(8, "01:02:23.819") },
      ...{ decided_by_id: decidedBy, decided_at: this.at(9, "01:02:23.829"), version: 131 },
    });
  }

  /** A note that said something else before. */
  async note(engagement: string, author: string, visibility: string, by: string): Promise<string> {
    const text = `${this.marks.text} NOTE ${visibility} by ${by}`;
    const [created_at, changed_at] = [this.at(1, "01:02:07.603"), this.at(1, "01:02:07.604")];
    const own = { author_id: author, visibility };
    const id = await this.row("note", { engagement_id: engagement, ...own, text, created_at, changed_at, version: 2 });
    await this.row("note_version", { note_id: id, ...own, text: `${text} before`, written_at: created_at, version: 1 });
    return id;
  }

  /** What somebody took from mentoring. Its text has the mark of notes, since the same people read neither. */
  takeaway(engagement_id: string, author_id: string, visibility: string, by: string): Promise<string> {
    const text = `${this.marks.text} NOTE TAKEAWAY ${visibility} by ${by}`;
    const created_at = this.at(1, "01:02:07.606");
    return this.row("takeaway", { engagement_id, author_id, visibility, text, created_at, version: 127 });
  }

  /** Feedback to a participant, or without an author the request for it. The same people read neither it nor notes. */
  feedback(engagement_id: string, participant_id: string, to: string, author_id: string | null): Promise<string> {
    const say = (what: string) => `${this.marks.text} NOTE ${what} FEEDBACK to ${to}`;
    const created_at = this.at(1, "01:02:07.967");
    const asked = { engagement_id, participant_id, question: say("ASKED"), created_at, version: 131 };
    const given = { status: "GIVEN", text: say("GIVEN"), author_id, given_at: this.at(1, "01:02:07.971") };
    return this.row("feedback", author_id === null ? { ...asked, status: "REQUESTED" } : { ...asked, ...given });
  }
}
