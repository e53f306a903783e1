/** What the site's own pages take of this: relevance.js asks what the server would ask. */
export { evaluate } from "../forms/expressions";
export { toText, truth } from "../forms/values";
