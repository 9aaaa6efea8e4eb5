"""The shortcodes that the page knows. One that it does not know stays as it was typed, as in Slack."""

from __future__ import annotations

import re

from markupsafe import Markup

from sandbox.page.html import tag

SHORTCODE = r":(?P<emoji>[a-z0-9_+'-]+):(?::skin-tone-[2-6]:)?"
_SHORTCODE = re.compile(SHORTCODE)

_LISTED = """
+1 👍 thumbsup 👍 -1 👎 thumbsdown 👎 ok_hand 👌 wave 👋 clap 👏 raised_hands 🙌 pray 🙏 handshake 🤝 muscle 💪 raised_hand ✋ hand ✋
point_up ☝️ point_right 👉 point_left 👈 point_down 👇 writing_hand ✍️ crossed_fingers 🤞 v ✌️ fist ✊ eyes 👀 brain 🧠 speaking_head_in_silhouette 🗣️
smile 😄 smiley 😃 grinning 😀 grin 😁 joy 😂 slightly_smiling_face 🙂 upside_down_face 🙃 wink 😉 blush 😊 heart_eyes 😍 thinking_face 🤔
neutral_face 😐 expressionless 😑 unamused 😒 relieved 😌 pensive 😔 confused 😕 slightly_frowning_face 🙁 worried 😟 cry 😢 sob 😭 scream 😱
sweat_smile 😅 sunglasses 😎 zipper_mouth_face 🤐 shushing_face 🤫 hugging_face 🤗 partying_face 🥳 exploding_head 🤯 face_with_monocle 🧐 zzz 💤
heart ❤️ green_heart 💚 blue_heart 💙 yellow_heart 💛 broken_heart 💔 sparkles ✨ star ⭐ star2 🌟 fire 🔥 boom 💥 tada 🎉 confetti_ball 🎊 trophy 🏆
medal 🏅 first_place_medal 🥇 second_place_medal 🥈 third_place_medal 🥉 rocket 🚀 dart 🎯 100 💯 gem 💎 balloon 🎈 gift 🎁 crown 👑
white_check_mark ✅ heavy_check_mark ✔️ ballot_box_with_check ☑️ x ❌ negative_squared_cross_mark ❎ heavy_plus_sign ➕ heavy_minus_sign ➖
warning ⚠️ no_entry ⛔ no_entry_sign 🚫 octagonal_sign 🛑 exclamation ❗ question ❓ grey_question ❔ grey_exclamation ❕ bangbang ‼️ rotating_light 🚨
information_source ℹ️ sos 🆘 new 🆕 ok 🆗 up 🆙 free 🆓 recycle ♻️ infinity ♾️ heavy_multiplication_x ✖️ arrows_counterclockwise 🔄 repeat 🔁
arrow_right ➡️ arrow_left ⬅️ arrow_up ⬆️ arrow_down ⬇️ arrow_upper_right ↗️ arrow_lower_right ↘️ left_right_arrow ↔️ arrow_right_hook ↪️
leftwards_arrow_with_hook ↩️ fast_forward ⏩ rewind ⏪ arrow_forward ▶️ double_vertical_bar ⏸️ black_square_for_stop ⏹️ twisted_rightwards_arrows 🔀
red_circle 🔴 large_orange_circle 🟠 large_yellow_circle 🟡 large_green_circle 🟢 large_blue_circle 🔵 large_purple_circle 🟣 white_circle ⚪ black_circle ⚫
large_red_square 🟥 large_orange_square 🟧 large_yellow_square 🟨 large_green_square 🟩 large_blue_square 🟦 white_large_square ⬜ black_large_square ⬛
white_small_square ▫️ black_small_square ▪️ small_blue_diamond 🔹 small_orange_diamond 🔸 large_blue_diamond 🔷 large_orange_diamond 🔶
one 1️⃣ two 2️⃣ three 3️⃣ four 4️⃣ five 5️⃣ six 6️⃣ seven 7️⃣ eight 8️⃣ nine 9️⃣ zero 0️⃣ keycap_ten 🔟 hash #️⃣
clock1 🕐 clock9 🕘 clock12 🕛 alarm_clock ⏰ hourglass ⌛ hourglass_flowing_sand ⏳ stopwatch ⏱️ timer_clock ⏲️ watch ⌚ calendar 📆 date 📅 spiral_calendar_pad 🗓️
memo 📝 pencil 📝 pencil2 ✏️ page_facing_up 📄 page_with_curl 📃 clipboard 📋 bookmark 🔖 bookmark_tabs 📑 books 📚 book 📖 notebook 📓 ledger 📒
scroll 📜 newspaper 📰 card_index 📇 file_folder 📁 open_file_folder 📂 card_file_box 🗃️ ballot_box_with_ballot 🗳️ wastebasket 🗑️ paperclip 📎 pushpin 📌
round_pushpin 📍 link 🔗 mag 🔍 mag_right 🔎 lock 🔒 unlock 🔓 closed_lock_with_key 🔐 key 🔑 bell 🔔 no_bell 🔕 mega 📣 loudspeaker 📢
speech_balloon 💬 thought_balloon 💭 left_speech_bubble 🗨️ zap ⚡ bulb 💡 battery 🔋 electric_plug 🔌 gear ⚙️ wrench 🔧 hammer 🔨 hammer_and_wrench 🛠️
toolbox 🧰 test_tube 🧪 microscope 🔬 telescope 🔭 satellite_antenna 📡 bug 🐛 robot_face 🤖 computer 💻 desktop_computer 🖥️ keyboard ⌨️ floppy_disk 💾
package 📦 mailbox 📫 email 📧 envelope ✉️ inbox_tray 📥 outbox_tray 📤 chart_with_upwards_trend 📈 chart_with_downwards_trend 📉 bar_chart 📊 scales ⚖️
balance_scale ⚖️ game_die 🎲 jigsaw 🧩 art 🎨 compass 🧭 world_map 🗺️ triangular_flag_on_post 🚩 checkered_flag 🏁 white_flag 🏳️ construction 🚧 building_construction 🏗️
shield 🛡️ rock 🪨 mountain ⛰️ snow_capped_mountain 🏔️ seedling 🌱 herb 🌿 evergreen_tree 🌲 four_leaf_clover 🍀 sunny ☀️ partly_sunny ⛅ cloud ☁️
rain_cloud 🌧️ thunder_cloud_and_rain ⛈️ umbrella ☔ snowflake ❄️ rainbow 🌈 ocean 🌊 crescent_moon 🌙 sunrise 🌅 palm_tree 🌴 airplane ✈️ house 🏠
coffee ☕ tea 🍵 cake 🍰 birthday 🎂 beers 🍻 pizza 🍕 apple 🍎 turtle 🐢 rabbit2 🐇 elephant 🐘 owl 🦉 bee 🐝 skull 💀 ghost 👻 crystal_ball 🔮
door 🚪 ladder 🪜 anchor ⚓ ship 🚢 car 🚗 train 🚆 bicyclist 🚴 runner 🏃 walking 🚶 bust_in_silhouette 👤 busts_in_silhouette 👥 two_men_holding_hands 👬
family 👪 astronaut 🧑‍🚀 technologist 🧑‍💻 person_raising_hand 🙋 shrug 🤷 face_palm 🤦 man-shrugging 🤷‍♂️ woman-shrugging 🤷‍♀️ people_holding_hands 🧑‍🤝‍🧑
"""
_WORDS = _LISTED.split()
GLYPHS = dict(zip(_WORDS[::2], _WORDS[1::2], strict=True))


def draw(shortcode: str) -> Markup | None:
    """The emoji of a shortcode without its colons, named for those who hear the page; None where unknown."""
    glyph = GLYPHS.get(shortcode)
    return tag("span", glyph, class_="emoji", title=f":{shortcode}:") if glyph else None


def replace(text: str) -> str:
    """The text with the known shortcodes replaced by their characters."""
    return _SHORTCODE.sub(lambda found: GLYPHS.get(found["emoji"], found[0]), text)
