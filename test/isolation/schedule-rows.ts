import { ProgramRows } from "./program-rows.js";
import type { Values } from "./rows.js";

/** Writes a circle's sessions, what they are booked as, and the time of its coaches. */
export class ScheduleRows extends ProgramRows {
  /** A session of an hour with a move; who was there is told by `attendance`. */
  async session(
    engagement: string,
    coaches: readonly string[],
    attendance: Readonly<Record<string, string>>,
    days: number,
    status = "IN_PROGRESS",
    shown: Values & { readonly starts_at?: string; readonly ends_at?: string } = {},
  ): Promise<string> {
    const { starts_at: startsAt = this.at(days, "09:37:41.617"), ends_at: endsAt = this.at(days, "10:52:43.619") } =
      shown;
    const somebody = Object.keys(attendance)[0] ?? coaches[0]!;
    const series = await this.series(engagement, coaches, somebody, days);
    const id = await this.row("session", {
      engagement_id: engagement,
      kind: "CHEMISTRY",
      status,
      starts_at: startsAt,
      ends_at: endsAt,
      time_zone: "Asia/Kathmandu",
      date: this.marks.day(days),
      sequence: 61_733,
      created_at: this.at(1, "01:02:47.631"),
      session_type_id: await this.sessionType(),
      series_id: series,
      original_start: this.at(days, "05:11:53.773"),
      held_until: this.at(2, "01:02:51.653"),
      held_by_id: somebody,
      booked_by_id: somebody,
      hold_place: 2,
      cancelled_by: "FIRM",
      cancelled_at: this.at(2, "01:02:48.811"),
      cancellation_reason: `${this.marks.text} WHYOFF`,
      cancellation_cause: "COACH_LEFT",
      agenda: `${this.marks.text} AGENDA`,
      place: `${this.marks.text} PLACE`,
      capacity: 491,
      minimum: 487,
      decide_by: this.at(days, "08:03:44.727"),
      minimum_met_at: this.at(days, "08:03:45.733"),
      offer_minutes: 17_393,
      ...shown,
    });
    await this.row("allocation_entry", {
      engagement_id: engagement,
      session_id: id,
      kind: "RESERVE",
      amount: 71_993,
      recorded_at: this.at(5, "01:02:49.797"),
      recorded_on: this.marks.day(5),
      recorded_by_id: coaches[0],
    });
    for (const coach_id of coaches) {
      await this.insert("session_coach", {
        session_id: id,
        coach_id,
        blocked: `[${startsAt},${endsAt})`,
        blocks: true,
      });
    }
    for (const [person_id, status] of Object.entries(attendance)) {
      const recorded = { recorded_at: this.at(1, "01:02:54.659"), recorded_by_id: coaches[0] };
      await this.insert("attendance", { session_id: id, person_id, status, ...recorded });
    }
    const told = { session_id: id, series_id: series, starts_at: startsAt, ends_at: endsAt, expires_at: startsAt };
    for (const coach of coaches) await this.email(coach, told, { sent_at: this.at(1, "01:02:51.671") });
    const failed_at = this.at(1, "01:02:52.673");
    for (const [person, status] of Object.entries(attendance))
      await this.email(person, told, { failed_at, failure: `${this.marks.text} MAIL FAILURE, ${status}` });
    const times = { starts_at: this.at(days, "06:11:53.641"), ends_at: this.at(days, "07:11:53.643") };
    await this.row("session_move", {
      session_id: id,
      ...times,
      moved_at: this.at(1, "01:02:53.647"),
      moved_by_id: coaches[0],
    });
    return id;
  }

  /** A session to which the sponsors come: what they see of it has marks of its own. */
  threeWay(engagement: string, coaches: readonly string[], attendance: Readonly<Record<string, string>>, days: number) {
    const times = { starts_at: this.at(days, "09:37:47.541"), ends_at: this.at(days, "10:52:49.547") };
    const shown = { time_zone: "Asia/Thimphu", sequence: 61_751, place: `${this.marks.text} THREEWAY PLACE` };
    // Once it is booked. While it is held, the sponsors see its date.
    const booked = { kind: "THREE_WAY", held_until: null, held_by_id: null, hold_place: null };
    return this.session(engagement, coaches, attendance, days, "CONFIRMED", { ...times, ...shown, ...booked });
  }

  /** Seats of a session, by person, and who waits for one: those have a time of their own. */
  async seats(session: string, statuses: Readonly<Record<string, string>>): Promise<string[]> {
    const people = Object.entries(statuses);
    const seats = people.map(([person_id, status], index) =>
      this.row("seat", {
        session_id: session,
        person_id,
        status,
        turn: 71_801 + index,
        joined_at: this.at(1, status === "TAKEN" ? "01:02:55.739" : "01:02:56.743"),
        offered_until: status === "OFFERED" ? this.at(1, "13:02:57.751") : null,
      }),
    );
    return Promise.all(seats);
  }

  /** A series that follows itself: another one would need another. */
  private async series(
    engagement: string,
    coaches: readonly string[],
    bookedBy: string,
    days: number,
  ): Promise<string> {
    const id = this.id();
    await this.insert("series", {
      id,
      engagement_id: engagement,
      kind: "CHEMISTRY",
      rule: `${this.marks.text} SERIES RULE`,
      time_zone: this.marks.timeZone,
      first_start: `${this.marks.day(days)}T05:11:53.757`,
      duration_minutes: 677,
      place: `${this.marks.text} SERIES PLACE`,
      materialised_until: this.at(days, "08:03:46.757"),
      created_at: this.at(1, "01:02:58.757"),
      ended_at: this.at(2, "01:02:59.761"),
      follows_id: id,
      calendar_id: id,
      sequence: 61_739,
      session_type_id: await this.sessionType(),
      capacity: 487,
      minimum: 479,
      decide_minutes: 41_757,
      offer_minutes: 19_757,
      overrides: ["BEYOND_HORIZON"],
      skips_firm_holidays: true,
      holiday_region: `${this.marks.text} REGION`,
      overridden_by_id: coaches[0],
      booked_by_id: bookedBy,
    });
    for (const coach_id of coaches) await this.insert("series_coach", { series_id: id, coach_id });
    const exception = { series_id: id, original_start: this.at(days + 7, "05:11:53.769"), code: "SLOT_TAKEN" };
    await this.row("series_exception", exception);
    return id;
  }

  async seriesOf(session: string): Promise<string> {
    const text = "select series_id as id from session where id = $1";
    const { rows } = await this.pool.query<{ id: string }>(text, [session]);
    return rows[0]!.id;
  }

  /** An e-mail to somebody about a session, and what became of it. */
  private async email(person_id: string, told: Values, outcome: Values): Promise<void> {
    const { text } = this.marks;
    const email = { person_id, kind: "SESSION_BOOKED", occasion: `${text} OCCASION`, sequence: 71_741 };
    const created_at = this.at(1, "01:02:50.669");
    const shown = JSON.stringify({ title: `${text} SHOWN TITLE`, kind: "REGULAR", coaches: [] });
    await this.row("email", {
      ...email,
      shown,
      shown_series: JSON.stringify({ rule: `${text} SHOWN RULE` }),
      ...told,
      message_id: `${text} MESSAGE ID`,
      created_at,
      begun_at: created_at,
      ...outcome,
    });
  }

  /** A session as the firm offers it, which is the whole firm's to know. */
  offer(): Promise<string> {
    return this.row("session_type", {
      name: `${this.marks.text} SESSION TYPE`,
      kind: "CHEMISTRY",
      duration_minutes: 53,
      step_minutes: 59,
      buffer_before_minutes: 61,
      buffer_after_minutes: 67,
      minimum_notice_minutes: 71,
      horizon_days: 73,
      most_per_day: 7,
      most_per_week: 11,
      place: `${this.marks.text} TYPE PLACE`,
      archived_at: this.at(2, "01:02:56.683"),
      version: 89,
    });
  }

  /** A day that the firm keeps free, which those who book may know. */
  holiday(): Promise<string> {
    const archived_at = this.at(2, "01:02:56.687");
    return this.row("holiday", {
      name: `${this.marks.text} HOLIDAY`,
      date: this.marks.day(55),
      archived_at,
      version: 97,
    });
  }

  /** The firm's. */
  async sessionType(): Promise<string> {
    const text = "select id from session_type where firm_id = $1 limit 1";
    const { rows } = await this.pool.query<{ id: string }>(text, [this.firmId]);
    return rows[0]!.id;
  }

  /** When a coach works and what keeps the coach busy. */
  async time(
    coach: string,
    name: string,
  ): Promise<{ availability: string; calendar: string; timeOff: string; travel: string }> {
    const availability = await this.row("availability", {
      coach_id: coach,
      time_zone: this.marks.timeZone,
      buffer_before_minutes: 7,
      buffer_after_minutes: 8,
      minimum_notice_minutes: 9,
      horizon_days: 719,
      most_per_day: 37,
      most_per_week: 41,
      version: 107,
      meeting_room: `${this.marks.text} ROOM of ${name}`,
    });
    const offered = { session_type_id: await this.sessionType() };
    const window = { availability_id: availability, weekday: 1, start_minute: 541, end_minute: 1021, ...offered };
    const dates = { first_date: this.marks.day(53), last_date: this.marks.day(54) };
    await this.row("availability_window", { ...window, ...dates });
    const override = await this.row("availability_override", {
      availability_id: availability,
      date: this.marks.day(50),
    });
    const ofDay = { override_id: override, start_minute: 607, end_minute: 1013 };
    await this.row("availability_override_window", ofDay);
    await this.row("availability_override_window", { ...ofDay, start_minute: 613, ...offered });
    const timeOff = await this.row("time_off", {
      coach_id: coach,
      starts_at: this.at(51, "01:02:57.691"),
      ends_at: this.at(52, "01:02:58.701"),
      reason: `${this.marks.text} REASON of ${name}`,
    });
    const travel = await this.row("travel", {
      coach_id: coach,
      first_date: this.marks.day(53),
      last_date: this.marks.day(54),
      time_zone: this.marks.timeZone,
    });
    const calendar = await this.row("busy_calendar", {
      coach_id: coach,
      name: `${this.marks.text} CALENDAR ${name}`,
      imported_at: this.at(2, "01:02:08.604"),
      covered_until: this.at(90, "01:02:09.605"),
      source: `${this.marks.text} SOURCE`,
      address: `https://${this.marks.text}.calendar.example/SECRET ADDRESS of ${name}`,
      etag: `${this.marks.text} ETAG HASH`,
      last_modified: `${this.marks.text} MODIFIED HASH`,
      refreshed_at: this.at(2, "01:02:18.677"),
      failing_since: this.at(2, "01:02:19.683"),
      failure: "UNREACHABLE",
      failure_message: `${this.marks.text} CALENDAR FAILURE ${name}`,
      next_refresh_at: this.at(2, "01:02:20.691"),
      warnings: [`${this.marks.text} CALENDAR WARNING ${name}`],
    });
    const busy = {
      calendar_id: calendar,
      coach_id: coach,
      starts_at: this.at(3, "13:00:00"),
      ends_at: this.at(3, "14:00:00"),
    };
    await this.insert("busy_time", busy);
    return { availability, calendar, timeOff, travel };
  }
}
