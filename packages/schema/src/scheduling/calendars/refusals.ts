export const tooManyCalendars = { TOO_MANY_CALENDARS: "A coach has at most 20 calendars." } as const;
