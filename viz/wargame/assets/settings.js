/* Settings of the game that may change under way: the facilitator's. */
import { ask } from "./ask.js";
import { t } from "./dom.js";
import { act, notice } from "./link.js";

/** Ask for the settings that may change under way, and change those that did. */
export async function settings(target, game, order) {
  const flag = (value) => (value ? "yes" : "no");
  const answer = await ask({ title: t("settings.title"), yes: t("control.apply"), fields: [
    { name: "title", label: t("settings.name"), value: game.title, most: 80, required: false },
    { name: "minutes", label: t("settings.minutes"), type: "number", value: String(game.move_seconds / 60), note: t("settings.minutes_note") },
    { name: "auto_advance", label: t("settings.auto"), options: [["yes", t("settings.auto_yes")], ["no", t("settings.auto_no")]], value: flag(game.auto_advance) },
    { name: "joining_open", label: t("settings.door"), options: [["yes", t("settings.door_yes")], ["no", t("settings.door_no")]], value: flag(game.joining_open) },
    { name: "self_seating", label: t("settings.seating"), options: [["yes", t("settings.seating_yes")], ["no", t("settings.seating_no")]], value: flag(game.self_seating) }] });
  if (!answer) return;
  const wanted = { title: answer.title.trim(), move_seconds: Math.round(60 * Number(answer.minutes)), ...Object.fromEntries(["auto_advance", "joining_open", "self_seating"].map((name) => [name, answer[name] === "yes"])) };
  const changed = Object.fromEntries(Object.entries(wanted).filter(([name, value]) => value !== game[name]));
  if (Object.keys(changed).length) await act(target, async () => { await order("settings", changed); notice(t("control.applied")); });
}
