/* How seats look: the side whose colour they wear, and chips for their status. */
import { el, t } from "./dom.js";

const SIDES = { us: "us", nvidia: "us", us_labs: "us", amd: "us", cn: "cn", huawei: "cn", cn_labs: "cn" };

/** The colour of a seat: the American side's, the Chinese side's, or that of all others. */
export const side = (seatId) => SIDES[seatId] || "both";

export const mark = (seatId) => el("span", { class: "mark", "data-side": side(seatId), "aria-hidden": "true" });

const KINDS = { submitted: "", ready: "good", late: "bad", taken: "good" };

/** The status of a seat as a chip. */
export function status(seat) {
  const id = seat.status.replaceAll(" ", "_");
  return el("span", { class: "chip", "data-kind": KINDS[seat.status] || false }, t(`status.${id}`));
}

/** Names of seats by id, as they are written within a sentence. */
export function named(seats, seatId) {
  if (seatId === "all") return t("talk.all");
  if (seatId === "facilitator" || seatId === "white_cell") return t("talk.facilitator");
  const seat = seats.find((one) => one.seat_id === seatId);
  return seat ? seat.short : seatId;
}
