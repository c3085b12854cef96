"""A meeting on the screen in the room: one goal at a time, by the data that the meeting's material was frozen with."""

from pages.council.meeting import slides, steering
from pages.shared import council_meetings, frame

meeting = council_meetings.named()

if meeting is None:
    slides.none()
else:
    frame.title(meeting.title)
    place = steering.place(meeting)
    steering.bar(meeting, place)
    slides.show(meeting, place)
    slides.below(meeting, place)
