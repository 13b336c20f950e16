const SIZE = 64;
const PLAIN = "/icon.svg";

let logo: HTMLImageElement | undefined;
let shown = "";

/** The tab's icon, with a number for what is for the user, or a dot for what else is unread. */
export function drawFavicon(toMe: number, unread: boolean): void {
  const mark = toMe > 0 ? (toMe > 99 ? "99" : String(toMe)) : unread ? "•" : "";
  if (mark === shown) return;
  shown = mark;
  if (mark === "") return setIcon(PLAIN, "image/svg+xml");
  if (logo?.complete === true) return draw(logo, mark);
  logo ??= Object.assign(new Image(SIZE, SIZE), { src: PLAIN });
  const loaded = logo;
  // Another may be wanted by then.
  loaded.addEventListener("load", () => shown === mark && draw(loaded, mark), { once: true });
}

function draw(image: HTMLImageElement, mark: string): void {
  const canvas = Object.assign(document.createElement("canvas"), { width: SIZE, height: SIZE });
  const pen = canvas.getContext("2d");
  if (pen === null) return;
  pen.drawImage(image, 0, 0, SIZE, SIZE);
  const isDot = mark === "•";
  const radius = isDot ? 14 : 22;
  pen.beginPath();
  pen.arc(SIZE - radius, radius, radius, 0, 2 * Math.PI);
  pen.fillStyle = isDot ? "#f0b849" : "#c0262d";
  pen.fill();
  if (!isDot) {
    pen.fillStyle = "#ffffff";
    pen.font = `bold ${mark.length > 1 ? 28 : 34}px sans-serif`;
    pen.textAlign = "center";
    pen.textBaseline = "middle";
    pen.fillText(mark, SIZE - radius, radius + 2);
  }
  setIcon(canvas.toDataURL("image/png"), "image/png");
}

function setIcon(href: string, type: string): void {
  const link = document.querySelector<HTMLLinkElement>('link[rel="icon"]');
  if (link === null) return;
  link.type = type;
  link.href = href;
}
