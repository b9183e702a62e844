export const tooManyCalendars = { TOO_MANY_CALENDARS: "A coach can have at most 20 calendars." } as const;
