"""Why a record cannot be written, removed, handed over or taken in, each in its own words."""

from storage.errors import KnownFailure


class FamilyHandedOver(KnownFailure):
    sentence = "This family was handed over to a colleague, so its record here can only be read."
    remedy = "If the package was never opened, withdraw the hand-over; otherwise ask the colleague."


class RecordClosed(KnownFailure):
    sentence = "This record is closed, so it can only be read."
    remedy = "Add a note instead. If it was closed in error, open it again and say why."


class OnHold(KnownFailure):
    sentence = "This family is on legal hold, so nothing of it may be removed."
    remedy = "Lift the hold first, once whoever asked for it agrees in writing."


class NowhereElse(KnownFailure):
    sentence = "This family's record is nowhere but on this laptop, so it may not be removed."
    remedy = "Hand it over, or copy it to the main record and confirm that here."


class StillUnderWay(KnownFailure):
    sentence = "A contact with this family is still under way."
    remedy = "Finish it first."


class AlreadyHandedOver(KnownFailure):
    sentence = "This family has been sealed for a colleague already."
    remedy = "Wait for the receipt, or withdraw that hand-over first."


class NotACard(KnownFailure):
    sentence = "This file is not a receiving card, or it was changed on the way."
    remedy = "Ask your colleague for the card again, and compare its short code aloud."


class OwnCard(KnownFailure):
    sentence = "This receiving card is your own."
    remedy = "Ask the colleague who takes the family over for theirs."


class NotAPackage(KnownFailure):
    sentence = "This file is not a hand-over package of Golden Thread."
    remedy = "Check which file was sent; its name ends in .gt-handover."


class PackageTooNew(KnownFailure):
    sentence = "This package was made by a newer Golden Thread."
    remedy = "Update Golden Thread on this laptop, then open it again."


class PackageForAnother(KnownFailure):
    sentence = "This package was sealed for someone else, so it cannot be opened here."
    remedy = "Give it to the colleague it is for, or ask for one sealed to your own card."


class PackageDamaged(KnownFailure):
    sentence = "This package was damaged or changed on the way."
    remedy = "Nothing was taken in. Ask for the file again; the sender still has the record."


class AlreadyReceived(KnownFailure):
    sentence = "This package was taken in already."
    remedy = "Look for the family in your list. Its receipt can be written again from there."


class FamilyHeldAlready(KnownFailure):
    sentence = "This vault holds this family already, so the package was not taken in."
    remedy = "If you handed the family over earlier, remove your local copy of it first."


class NotAReceipt(KnownFailure):
    sentence = "This file is not a receipt for a hand-over, or it was changed on the way."
    remedy = "Ask your colleague to write the receipt again."


class ReceiptForAnother(KnownFailure):
    sentence = "This receipt does not belong to a hand-over from this vault."
    remedy = "Check that it is the receipt for this family, from the colleague who took it over."
