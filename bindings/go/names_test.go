package lingsync

import (
	"errors"
	"testing"
	"unsafe"
)

func TestTheLibraryIsTheOneOfThisPackage(t *testing.T) {
	if err := checkABI(); err != nil {
		t.Fatal(err)
	}
	if Version() == "" || abiVersion() != 1 || unsafe.Sizeof(Figures{}) != 128 {
		t.Fatal(Version(), abiVersion(), unsafe.Sizeof(Figures{}))
	}
}

func TestNamesAreThoseOfTheLibrary(t *testing.T) {
	for status, name := range statusNames {
		if own := libraryStatusName(status); own != name && status != StatusClosed {
			t.Errorf("status %d is %q, the library says %q", status, name, own)
		}
	}
	for number := 1; number < len(undefinedReasons); number++ {
		if own := libraryReason(uint8(number)); own != undefinedReasons[number] {
			t.Errorf("reason %d is %q, the library says %q", number, undefinedReasons[number], own)
		}
	}
	if Status(99).String() != "unknown" || reasonOf(99) != "unknown" || Stance(9).String() != "Stance(9)" {
		t.Error("a number without a name has one")
	}
}

func TestRolesAreReadAsInATranscript(t *testing.T) {
	for name, want := range map[string]Role{"User": RoleClient, "assistant": RoleAgent, "other": RoleOther} {
		if role, err := ParseRole(name); err != nil || role != want {
			t.Errorf("%s: %v, %v", name, role, err)
		}
	}
	_, err := ParseRole("referee")
	wantError(t, err, ErrInvalidArgument)
	for _, role := range []Role{RoleClient, RoleAgent, RoleOther} {
		text, _ := role.MarshalText()
		var back Role
		if err := back.UnmarshalText(text); err != nil || back != role {
			t.Errorf("%v became %v, %v", role, back, err)
		}
	}
	_, err = Role(7).MarshalText()
	wantError(t, err, ErrInvalidArgument)
}

func TestAnErrorSaysWhatWhereAndHow(t *testing.T) {
	_, err := newTestSession(t, nil).Observe(RoleClient, "caf\xe9 au lait")
	var own *Error
	if !errors.As(err, &own) || own.Status != StatusInvalidUTF8 || own.Offset != 3 {
		t.Fatalf("%#v", err)
	}
	if !errors.Is(err, ErrInvalidUTF8) || errors.Is(err, ErrClosed) || errors.Is(err, errors.ErrUnsupported) {
		t.Error("errors.Is does not know its kind")
	}
	if ErrInvalidUTF8.Error() != "lingsync: invalid_utf8" {
		t.Error(ErrInvalidUTF8)
	}
}
