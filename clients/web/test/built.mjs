/** What is shipped: the built client. CLIENT names another file. */
const path = process.env.CLIENT ?? new URL("../../ringline_web/ringline-client.js", import.meta.url).href;

export const {
  Client, CommandFailed, SessionOver, Views, agentRoster, backoffMs, consumerRoster, isPolite, keptIn, levelOf, plan, verdictOf, worst,
} = await import(path);
