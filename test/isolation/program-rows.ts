import { EngagementRows } from "./engagement-rows.js";
import { POLICY, type Values } from "./rows.js";

/** Writes a circle's programs and cohorts. */
export class ProgramRows extends EngagementRows {
  /** A program that these people alone may coach in. */
  async program(needed: Values, ...coaches: readonly string[]): Promise<string> {
    const id = await this.row("program", {
      ...{ name: `${this.marks.text} PROGRAM`, status: "ACTIVE", kind: "MENTORING", format: "GROUP" },
      ...{ mentoring_form: "FORMAL", allocation_unit: "SESSIONS", allocation_amount: 12, weeks: 17 },
      ...{ any_coach: false, chemistry: "OPTIONAL", most_interviews: 3, needs_approval: true, ...needed },
      ...{ created_at: this.at(0, "01:02:06.592"), version: 127 },
    });
    for (const person_id of coaches) await this.insert("program_coach", { program_id: id, person_id });
    await this.row("cancellation_policy", { ...POLICY, program_id: id, set_at: this.at(0, "01:02:06.582") });
    return id;
  }

  /** What people of a program often work on. */
  goalTemplate(program_id: string, archived_at: string | null): Promise<string> {
    const [{ text }, which] = [this.marks, archived_at === null ? "offered" : "PUT AWAY"];
    return this.row("goal_template", {
      ...{ program_id, title: `${text} GOALTEMPLATE ${which}`, why: `${text} TEMPLATEWHY ${which}`, version: 149 },
      ...{ scale: JSON.stringify(Array.from({ length: 5 }, (_, level) => `${text} TEMPLATELEVEL ${level} ${which}`)) },
      ...{ created_at: this.at(0, "01:02:06.599"), archived_at },
    });
  }

  /** A cohort of an organization, archived or not. */
  cohort(program_id: string, organization_id: string, pool_id: string, archived_at: string | null): Promise<string> {
    return this.row("cohort", {
      pool_id,
      ...{ name: `${this.marks.text} COHORT`, program_id, organization_id, archived_at, version: 131 },
      ...{ starts_on: this.marks.day(1), ends_on: this.marks.day(119), created_at: this.at(0, "01:02:06.592") },
    });
  }

  /** Sessions that an organization has bought. */
  bought(organization_id: string, archived_at: string | null): Promise<string> {
    return this.row("pool", {
      ...{ name: `${this.marks.text} POOL`, organization_id, unit: "SESSIONS", amount: 90_001, archived_at },
      ...{ valid_until: this.marks.day(200), created_at: this.at(0, "01:02:06.592"), version: 139 },
    });
  }

  /** Somebody who stopped, with an engagement or before there was one. */
  cohortMember(cohort_id: string, person_id: string, engagement_id: string | null): Promise<string> {
    const way = { status: "DISCONTINUED", reason: "LEAVE", enrolled_at: this.at(11, "01:02:06.593"), version: 137 };
    return this.row("cohort_member", { cohort_id, person_id, engagement_id, ...way });
  }
}
